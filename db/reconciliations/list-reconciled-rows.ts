import { and, asc, eq, gt } from "drizzle-orm";
import { type ReconciliationRow, reconciledSidesSchema } from "@/lib/contract/reconciliations";
import type { BillLine } from "@/lib/domain/reconciliation/bill-line";
import type { RowStatus } from "@/lib/domain/reconciliation/reconcile";
import type { Db } from "../client";
import { reconciliationLine, reconciliationRow } from "../schema/reconciliations";
import { storedLineSchema } from "./stored-bill-line";

type Asked = { id: number; status?: RowStatus | undefined; after?: number | undefined; limit: number };

/** Rows of a reconciliation in their order, from behind one of them on, of one status if that is given. */
export async function listReconciledRows(db: Db, { id, status, after, limit }: Asked): Promise<ReconciliationRow[]> {
  const { reconciliationId, seq } = reconciliationRow;
  const rows = await db
    .select()
    .from(reconciliationRow)
    .where(
      and(
        eq(reconciliationId, id),
        ...(status === undefined ? [] : [eq(reconciliationRow.status, status)]),
        ...(after === undefined ? [] : [gt(seq, after)]),
      ),
    )
    .orderBy(asc(seq))
    .limit(limit);
  return rows.map((row) => ({
    ...{ seq: row.seq, period: row.period, provider: row.provider, model: row.model },
    ...{ bucket: row.bucket, status: row.status },
    ...reconciledSidesSchema.parse(row.sides),
  }));
}

/** What a bill says, as it was read. */
export async function listBillLines(db: Db, { id }: { id: number }): Promise<BillLine[]> {
  const { reconciliationId, seq, line } = reconciliationLine;
  const rows = await db.select({ line }).from(reconciliationLine).where(eq(reconciliationId, id)).orderBy(asc(seq));
  return rows.map((row) => storedLineSchema.parse(row.line));
}
