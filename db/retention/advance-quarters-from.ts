import type { Sql } from "postgres";
import { advanceMark } from "./advance-mark";

/** Quarters and hours are kept so many days; days and months for ever. */
export const QUARTERS_RETAINED_DAYS = 400;

/** Moves the mark from which quarters and hours of every kind are complete, as advanceMinutesFrom does for minutes. */
export async function advanceQuartersFrom(sql: Sql, input: { now: Date }): Promise<void> {
  await advanceMark(sql, { mark: "quarters_from", now: input.now, days: QUARTERS_RETAINED_DAYS });
}
