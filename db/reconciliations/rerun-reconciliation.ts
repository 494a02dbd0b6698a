import { eq } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import type { Reconciliation, ReconciliationRow, ReconciliationSummary } from "@/lib/contract/reconciliations";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { reconciliation } from "../schema/reconciliations";
import { theRow } from "../the-row";
import { replaceRows } from "./insert-rows";
import { lockReconciliation } from "./lock-reconciliation";
import { auditOf, subjectOf, toReconciliation } from "./reconciliation-row";

type Rerun = {
  id: number;
  baseVersion: number;
  compared: { rows: readonly ReconciliationRow[]; summary: ReconciliationSummary };
  actor: string;
  now: Date;
};

/**
 * Replaces what a comparison found by what it finds now. NOT_FOUND, PRECONDITION_FAILED where somebody changed it since, or
 * CONFLICT where it is accepted: what was signed stays what it was.
 */
export function rerunReconciliation(db: Db, { id, baseVersion, compared, actor, now }: Rerun): Promise<Reconciliation> {
  return db.transaction(async (tx) => {
    const row = await lockReconciliation(tx, { id, baseVersion });
    if (row.acceptedAt !== null)
      throw new AppError(
        "CONFLICT",
        t("An accepted reconciliation is not compared again: take the acceptance back first"),
      );
    const before = toReconciliation(row);
    await replaceRows(tx, { id, rows: compared.rows });
    const changed = await tx
      .update(reconciliation)
      .set({ summary: compared.summary, comparedAt: now, version: row.version + 1 })
      .where(eq(reconciliation.id, id))
      .returning();
    const after = toReconciliation(theRow(changed));
    const [subject, action] = [subjectOf(after), "reconciliation.run"];
    await recordAudit(tx, { actor, action, subject, before: auditOf(before), after: auditOf(after), now });
    return after;
  });
}
