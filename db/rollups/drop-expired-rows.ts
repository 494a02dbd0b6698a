import type { Sql } from "postgres";

const ROWS_PER_TRANSACTION = 20_000;
/** Levels finer than the day, which is kept for ever. */
const QUARTERS_KEPT_DAYS = 400;
const QUARTERLY = [
  "rollup_quarter",
  "rollup_quarter_app",
  "rollup_uptime",
  "rollup_uptime_hour",
  "rollup_hour",
  "rollup_hour_app",
  "rollup_hour_model",
] as const;

/** Deletes minute rows more than a day before the mark readers go by, and finer levels after 400 days, in small steps. */
export async function dropExpiredRows(sql: Sql, input: { now: Date }): Promise<void> {
  const [state] = await sql<{ before: string | null }[]>`
    select (nullif(minutes_from, '-infinity') - interval '1 day')::text as before from rollup_state where id = 1
  `;
  if (state?.before) await deleteBefore(sql, "rollup_minute", state.before);
  const before = new Date(input.now.getTime() - QUARTERS_KEPT_DAYS * 86_400_000).toISOString();
  for (const table of QUARTERLY) await deleteBefore(sql, table, before);
}

async function deleteBefore(sql: Sql, table: string, before: string): Promise<void> {
  for (;;) {
    const [last] = await sql.unsafe<{ starts_at: string }[]>(
      `select max(starts_at)::text as starts_at from
         (select starts_at from ${table} where starts_at < $1::timestamptz order by starts_at limit ${ROWS_PER_TRANSACTION}) s
       having max(starts_at) is not null`,
      [before],
    );
    if (!last) return;
    await sql.unsafe(`delete from ${table} where starts_at <= $1::timestamptz`, [last.starts_at]);
  }
}
