import type { Sql } from "postgres";

/** Spans of one trace may come so long after each other. */
const RETENTION = "1 hour";
const ROWS_MAX = 10_000;

/** Deletes traces of which nothing came for an hour, a bounded number at a time; says whether there are more. */
export async function forgetTraces(sql: Sql): Promise<"done" | "more"> {
  const { count } = await sql`
    delete from trace_state where trace_id in (
      select trace_id from trace_state where updated_at < now() - ${RETENTION}::interval order by updated_at limit ${ROWS_MAX}
    )`;
  return count >= ROWS_MAX ? "more" : "done";
}
