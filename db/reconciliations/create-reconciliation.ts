import { count } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import type { Reconciliation, ReconciliationRow, ReconciliationSummary } from "@/lib/contract/reconciliations";
import type { BillLine } from "@/lib/domain/reconciliation/bill-line";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { reconciliation } from "../schema/reconciliations";
import { theRow } from "../the-row";
import { insertLines, replaceRows } from "./insert-rows";
import { auditOf, subjectOf, toReconciliation } from "./reconciliation-row";

/** Each is up to some ten thousand rows. */
const RECONCILIATIONS_MAX = 500;

export type NewReconciliation = {
  file: { fileName: string; fileDigest: string; source: string; fileRows: number };
  bill: { providers: string[]; zone: string; grain: "day" | "month"; lines: readonly BillLine[] };
  compared: { rows: readonly ReconciliationRow[]; summary: ReconciliationSummary };
  actor: string;
  now: Date;
};

/** Stores a bill and what its comparison found. UNPROCESSABLE beyond RECONCILIATIONS_MAX of them. */
export function createReconciliation(db: Db, input: NewReconciliation): Promise<Reconciliation> {
  const { file, bill, compared, actor, now } = input;
  return db.transaction(async (tx) => {
    const { n } = theRow(await tx.select({ n: count() }).from(reconciliation));
    if (n >= RECONCILIATIONS_MAX) {
      throw new AppError(
        "UNPROCESSABLE",
        t("There are {n} reconciliations, and no more may be stored: delete one first", { n }),
      );
    }
    const { lines, ...about } = bill;
    const values = { ...file, ...about, summary: compared.summary, createdAt: now, createdBy: actor, comparedAt: now };
    const created = toReconciliation(theRow(await tx.insert(reconciliation).values(values).returning()));
    await insertLines(tx, { id: created.id, lines });
    await replaceRows(tx, { id: created.id, rows: compared.rows });
    const after = auditOf(created);
    await recordAudit(tx, { actor, action: "reconciliation.create", subject: subjectOf(created), after, now });
    return created;
  });
}
