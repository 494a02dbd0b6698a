import { eq } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { reconciliation } from "../schema/reconciliations";
import { lockReconciliation } from "./lock-reconciliation";
import { auditOf, subjectOf, toReconciliation } from "./reconciliation-row";

type Deletion = { id: number; baseVersion: number; actor: string; now: Date };

/** Deletes a reconciliation with its lines. NOT_FOUND, PRECONDITION_FAILED on a stale edit, CONFLICT where it is accepted. */
export function deleteReconciliation(db: Db, { id, baseVersion, actor, now }: Deletion): Promise<void> {
  return db.transaction(async (tx) => {
    const row = await lockReconciliation(tx, { id, baseVersion });
    if (row.acceptedAt !== null)
      throw new AppError("CONFLICT", t("An accepted reconciliation is not deleted: take the acceptance back first"));
    const deleted = toReconciliation(row);
    await tx.delete(reconciliation).where(eq(reconciliation.id, id));
    const [subject, before] = [subjectOf(deleted), auditOf(deleted)];
    await recordAudit(tx, { actor, action: "reconciliation.delete", subject, before, now });
  });
}
