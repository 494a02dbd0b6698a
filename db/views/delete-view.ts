import { eq } from "drizzle-orm";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { staleEdit } from "../policies/stale-edit";
import { savedView } from "../schema/views";
import { lockView, type ViewUser } from "./view-rights";
import { auditedView } from "./view-row";

type DeleteViewInput = { id: number; baseVersion: number; user: ViewUser; now: Date };

/**
 * Deletes a view, which can be restored for a day. Whoever started with it starts with the overview meanwhile.
 *
 * NOT_FOUND, FORBIDDEN, or PRECONDITION_FAILED where somebody changed it since.
 */
export function deleteView(db: Db, { id, baseVersion, user, now }: DeleteViewInput): Promise<void> {
  return db.transaction(async (tx) => {
    const row = await lockView(tx, { id, user });
    if (row.version !== baseVersion)
      throw staleEdit(t("The view {name}", { name: row.name }), row.version, baseVersion);
    await tx.update(savedView).set({ deletedAt: now }).where(eq(savedView.id, id));
    const before = auditedView(row);
    await recordAudit(tx, { actor: user.email, action: "view.delete", subject: row.name, before, now });
  });
}
