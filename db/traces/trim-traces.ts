import type { Sql } from "postgres";

/** Of traces with calls of models, and of those that have none so far: an app may trace much else. */
const TRACES_MAX = { withCalls: 500_000, others: 200_000 };
const ROWS_MAX = 10_000;

/** Deletes the oldest traces beyond so many, a bounded number at a time; says whether there are more. */
export async function trimTraces(sql: Sql, max = TRACES_MAX): Promise<"done" | "more"> {
  const { count } = await sql`
    delete from trace_state where trace_id in (
      select trace_id from (
        select trace_id, updated_at, calls > 0 as has_calls,
          row_number() over (partition by calls > 0 order by updated_at desc) as place
        from trace_state
      ) ranked
      where place > case when has_calls then ${max.withCalls}::int else ${max.others}::int end
      limit ${ROWS_MAX}
    )`;
  return count >= ROWS_MAX ? "more" : "done";
}
