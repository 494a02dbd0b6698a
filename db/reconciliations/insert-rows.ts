import { eq, sql } from "drizzle-orm";
import type { ReconciliationRow } from "@/lib/contract/reconciliations";
import type { BillLine } from "@/lib/domain/reconciliation/bill-line";
import type { Db } from "../client";
import { reconciliationLine, reconciliationRow } from "../schema/reconciliations";
import { toStoredLine } from "./stored-bill-line";

const PER_STATEMENT = 2_000;

export async function insertLines(tx: Db, input: { id: number; lines: readonly BillLine[] }): Promise<void> {
  const rows = input.lines.map((line, seq) => ({ seq, line: toStoredLine(line) }));
  for (const some of piecesOf(rows)) {
    await tx.execute(sql`insert into ${reconciliationLine} (reconciliation_id, seq, line)
      select ${input.id}::int, r.seq, r.line from json_to_recordset(${JSON.stringify(some)}::text::json) r(seq int, line jsonb)`);
  }
}

/** Stores the rows of a comparison in place of those there were. */
export async function replaceRows(tx: Db, input: { id: number; rows: readonly ReconciliationRow[] }): Promise<void> {
  await tx.delete(reconciliationRow).where(eq(reconciliationRow.reconciliationId, input.id));
  const rows = input.rows.map(({ seq, period, provider, model, bucket, status, ...sides }) => {
    return { seq, period, provider, model, bucket, status, sides };
  });
  for (const some of piecesOf(rows)) {
    await tx.execute(sql`insert into ${reconciliationRow}
        (reconciliation_id, seq, period, provider, model, bucket, status, sides)
      select ${input.id}::int, r.* from json_to_recordset(${JSON.stringify(some)}::text::json)
        r(seq int, period text, provider text, model text, bucket text, status text, sides jsonb)`);
  }
}

function* piecesOf<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += PER_STATEMENT) yield rows.slice(at, at + PER_STATEMENT);
}
