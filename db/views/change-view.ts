import { eq } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import type { View, ViewChange } from "@/lib/contract/views";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { editDifferences } from "../policies/edit-differences";
import { staleEdit } from "../policies/stale-edit";
import { savedView } from "../schema/views";
import { theRow } from "../the-row";
import { readStartId } from "./list-views";
import { refusingSameName } from "./view-limits";
import { lockView, refuseToShare, type ViewUser } from "./view-rights";
import { auditedView, toView } from "./view-row";

type ChangeViewInput = { id: number; change: ViewChange; baseVersion: number; user: ViewUser; now: Date };

/**
 * Changes fields of a view. What changes nothing makes no version.
 *
 * NOT_FOUND, FORBIDDEN, CONFLICT where the name is taken, or PRECONDITION_FAILED where somebody changed it since; the
 * error then names the fields that differ now.
 */
export function changeView(db: Db, input: ChangeViewInput): Promise<View> {
  const { id, change, baseVersion, user, now } = input;
  return db.transaction(async (tx) => {
    const row = await lockView(tx, { id, user });
    const { name = row.name, address = row.address, is_shared: isShared = row.isShared } = change;
    const wanted = { name, address, isShared };
    const differences = editDifferences(auditedView(row), auditedView(wanted));
    if (row.version !== baseVersion)
      throw staleEdit(t("The view {name}", { name: row.name }), row.version, baseVersion, differences);
    const startId = await readStartId(tx, { userId: user.id });
    if (Object.keys(differences).length === 0) return toView(row, { userId: user.id, startId });
    if (isShared) refuseToShare(user);
    if (row.isShared && !isShared && row.ownerId !== user.id) throw othersView(row.createdBy);
    const columns = { ...wanted, version: row.version + 1, updatedAt: now, updatedBy: user.email };
    const changed = theRow(
      await refusingSameName(name, () => tx.update(savedView).set(columns).where(eq(savedView.id, id)).returning()),
    );
    const [before, after] = [auditedView(row), auditedView(changed)];
    await recordAudit(tx, { actor: user.email, action: "view.change", subject: name, before, after, now });
    return toView(changed, { userId: user.id, startId });
  });
}

/** It would vanish for whoever asks. */
function othersView(owner: string): AppError {
  return new AppError("FORBIDDEN", t("Only {owner}, who saved it, can make this view private again", { owner }));
}
