import { eq } from "drizzle-orm";
import type { Reconciliation, ReconciliationChange } from "@/lib/contract/reconciliations";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { reconciliation } from "../schema/reconciliations";
import { theRow } from "../the-row";
import { lockReconciliation } from "./lock-reconciliation";
import { auditOf, subjectOf, toReconciliation } from "./reconciliation-row";

type Change = { id: number; change: ReconciliationChange; baseVersion: number; actor: string; now: Date };

/** Writes a note, accepts under the actor's name, or takes that back. NOT_FOUND, or PRECONDITION_FAILED on a stale edit. */
export function changeReconciliation(db: Db, { id, change, baseVersion, actor, now }: Change): Promise<Reconciliation> {
  return db.transaction(async (tx) => {
    const row = await lockReconciliation(tx, { id, baseVersion });
    const before = toReconciliation(row);
    const { note, accepted } = change;
    const isSigned = row.acceptedAt !== null;
    const changed = await tx
      .update(reconciliation)
      .set({
        ...(note !== undefined && { note: note === "" ? null : note }),
        ...(accepted === true && !isSigned && { acceptedAt: now, acceptedBy: actor }),
        ...(accepted === false && { acceptedAt: null, acceptedBy: null }),
        version: row.version + 1,
      })
      .where(eq(reconciliation.id, id))
      .returning();
    const after = toReconciliation(theRow(changed));
    const action =
      accepted === undefined ? "reconciliation.note" : accepted ? "reconciliation.accept" : "reconciliation.reopen";
    const sides = { before: auditOf(before), after: auditOf(after) };
    await recordAudit(tx, { actor, action, subject: subjectOf(after), ...sides, now });
    return after;
  });
}
