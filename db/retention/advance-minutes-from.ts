import type { Sql } from "postgres";
import { advanceMark } from "./advance-mark";

/**
 * Moves the mark from which minute rows are complete to the day `minuteDays` before today; never back.
 *
 * Nothing is deleted by it: rows go a day later, when no reader counts on them any more.
 */
export async function advanceMinutesFrom(sql: Sql, input: { now: Date; minuteDays: number }): Promise<void> {
  await advanceMark(sql, { mark: "minutes_from", now: input.now, days: input.minuteDays });
}
