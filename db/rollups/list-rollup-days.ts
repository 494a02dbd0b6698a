import type { Sql } from "postgres";
import { listPartitionDays } from "../partitions/list-partition-days";
import { dayStart } from "../partitions/partition-days";

/** The UTC days ("2026-03-01") from `from` to `to`, both included, that have attempts or are in any rollup; ascending. */
export async function listRollupDays(
  sql: Sql,
  input: { from?: string | undefined; to?: string | undefined },
): Promise<string[]> {
  const rows = await sql<{ day: string }[]>`
    select distinct to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD') as day from (
      select starts_at from rollup_day union select starts_at from rollup_day_model
      union select starts_at from rollup_day_app union select starts_at from rollup_uptime_day
      union select starts_at from rollup_fresh union select starts_at from rollup_fresh_app
      union select unnest(starts_at) from rollup_delta
    ) rollups
  `;
  const partitions = (await listPartitionDays(sql)).map((day) => dayStart(day).slice(0, 10));
  const days = new Set([...rows.map(({ day }) => day), ...partitions]);
  const { from = "", to = "9999" } = input;
  return [...days].filter((day) => day >= from && day <= to).sort();
}
