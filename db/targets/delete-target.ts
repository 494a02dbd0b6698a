import { eq } from "drizzle-orm";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { staleEdit } from "../policies/stale-edit";
import { slaTarget } from "../schema/sla";
import { lockTarget } from "./lock-target";
import { describeTargetScope, targetScopeText, toTarget } from "./target-row";

type DeleteTargetInput = { id: number; baseVersion: number; actor: string; now: Date };

/** Deletes a target; the audit has what it was. NOT_FOUND, or PRECONDITION_FAILED where somebody changed it since. */
export function deleteTarget(db: Db, { id, baseVersion, actor, now }: DeleteTargetInput): Promise<void> {
  return db.transaction(async (tx) => {
    const before = toTarget(await lockTarget(tx, { id }));
    const subject = describeTargetScope(before);
    if (before.version !== baseVersion)
      throw staleEdit(t("The target of {scope}", { scope: targetScopeText(before) }), before.version, baseVersion);
    await tx.delete(slaTarget).where(eq(slaTarget.id, id));
    await recordAudit(tx, { actor, action: "target.delete", subject, before, now });
  });
}
