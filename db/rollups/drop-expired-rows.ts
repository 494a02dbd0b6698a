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
      "hour_profile",
      "hour_answer",
      "profiled_hour",
    ],
  },
  // Beside its days, a breakdown's hours serve time zones and ragged windows. For years they would outweigh everything else.
  { mark: "raw_from", tables: ["rollup_hour_breakdown"] },
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
      for (const within of await keysOf(sql, table)) {
        left -= await deleteOldest(sql, { table, within, before: state.before, rows: left });
        if (left <= 0) return "more";
      }
    }
  }
  return "done";
}

/** What the key of a table begins with before the bucket: conditions that together all its rows meet. */
async function keysOf(sql: Sql, table: string): Promise<string[]> {
  if (table !== "rollup_hour_breakdown") return ["true"];
  const breakdowns = await sql<{ id: number }[]>`select id from breakdown order by id`;
  return breakdowns.map(({ id }) => `breakdown_id = ${id}`);
}

/** Whole buckets, so it may be a few rows more than asked. */
async function deleteOldest(
  sql: Sql,
  { table, within, before, rows }: { table: string; within: string; before: string; rows: number },
): Promise<number> {
  const { count } = await sql.unsafe(
    `delete from ${table} where ${within} and starts_at <= (
       select max(starts_at) from (
         select starts_at from ${table} where ${within} and starts_at < $1::timestamptz order by starts_at limit $2::int
       ) oldest
     )`,
    [before, rows],
  );
  return count;
}
