import type { Sql } from "postgres";

const ROWS_PER_ROUND = 10_000;
const EXPIRING = [
  { mark: "minutes_from", tables: ["rollup_minute"] },
  {
    mark: "quarters_from",
    tables: [
      "rollup_quarter",
      "rollup_quarter_app",
      "rollup_uptime",
      "rollup_uptime_hour",
      "rollup_hour",
      "rollup_hour_app",
      "rollup_hour_model",
    ],
  },
] as const;

/**
 * Deletes rows of finer levels more than a day before the mark readers go by.
 *
 * About ten thousand a call, so that nothing waits long behind it: `"more"` says that there are others.
 */
export async function dropExpiredRows(sql: Sql): Promise<"done" | "more"> {
  let left = ROWS_PER_ROUND;
  for (const { mark, tables } of EXPIRING) {
    const [state] = await sql<{ before: string | null }[]>`
      select (nullif(${sql(mark)}, '-infinity') - interval '1 day')::text as before from rollup_state where id = 1
    `;
    if (!state?.before) continue;
    for (const table of tables) {
      left -= await deleteOldest(sql, { table, before: state.before, rows: left });
      if (left <= 0) return "more";
    }
  }
  return "done";
}

/** Whole buckets, so it may be a few rows more than asked. */
async function deleteOldest(sql: Sql, input: { table: string; before: string; rows: number }): Promise<number> {
  const { count } = await sql.unsafe(
    `delete from ${input.table} where starts_at <= (
       select max(starts_at) from (
         select starts_at from ${input.table} where starts_at < $1::timestamptz order by starts_at limit $2::int
       ) oldest
     )`,
    [input.before, input.rows],
  );
  return count;
}
