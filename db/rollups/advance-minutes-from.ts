import type { Sql } from "postgres";

const DAY_MS = 86_400_000;

/**
 * Moves the mark from which minute rows are complete to the day `minuteDays` before today; never back.
 *
 * Nothing is deleted by it: rows go a day later, when no reader counts on them any more.
 */
export async function advanceMinutesFrom(sql: Sql, input: { now: Date; minuteDays: number }): Promise<void> {
  const today = Math.floor(input.now.getTime() / DAY_MS) * DAY_MS;
  const from = new Date(today - input.minuteDays * DAY_MS).toISOString();
  await sql`update rollup_state set minutes_from = ${from}::timestamptz where id = 1 and minutes_from < ${from}::timestamptz`;
}
