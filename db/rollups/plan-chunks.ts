import type { TransactionSql } from "postgres";
import { ONLY_BUCKET } from "@/db/schema/attempt-bucket";
import { QUARTER_MS } from "@/lib/domain/time/units";
import { bucketSql } from "./rollup-sql";

const ROWS_PER_CHUNK = 40_000;

/** Half-open. */
export type Span = { from: Date; to: Date };

/** Spans of whole quarters. One quarter is never divided, so its attempts must find room in memory, about 1 kB each. */
export async function planChunks(tx: TransactionSql, { from, to }: Span): Promise<Span[]> {
  const quarters = await tx.unsafe<{ quarter_ms: string; rows: number }[]>(
    `select (extract(epoch from quarter) * 1000)::bigint::text as quarter_ms, rows
     from (
       select ${bucketSql("quarter", "started_at")} as quarter, count(*)::int as rows
       from attempt_row where bucket = ${ONLY_BUCKET} and started_at >= $1::timestamptz and started_at < $2::timestamptz
       group by 1
     ) counted order by quarter`,
    [from.toISOString(), to.toISOString()],
  );
  const chunks: (Span & { rows: number })[] = [];
  for (const { quarter_ms, rows } of quarters) {
    const end = new Date(Number(quarter_ms) + QUARTER_MS);
    const last = chunks.at(-1);
    if (last && last.rows + rows <= ROWS_PER_CHUNK) Object.assign(last, { to: end, rows: last.rows + rows });
    else chunks.push({ from: new Date(Number(quarter_ms)), to: end, rows });
  }
  return chunks;
}
