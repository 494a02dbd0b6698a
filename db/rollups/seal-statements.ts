import { APP_DIMENSIONS, MAIN_DIMENSIONS, MODEL_DIMENSIONS, type RollupDimension } from "@/db/schema/rollup-columns";
import { selectSums, upsertRollup } from "./rollup-sql";

export type Projection = { table: string; dimensions: readonly RollupDimension[]; minutes: number };

/** Every rollup that sealed minutes are added to, with the width of its buckets. */
export const MAIN_PROJECTIONS = {
  quarter: { table: "rollup_quarter", dimensions: MAIN_DIMENSIONS, minutes: 15 },
  hour: { table: "rollup_hour", dimensions: MAIN_DIMENSIONS, minutes: 60 },
  day: { table: "rollup_day", dimensions: MAIN_DIMENSIONS, minutes: 1_440 },
  hourModel: { table: "rollup_hour_model", dimensions: MODEL_DIMENSIONS, minutes: 60 },
  dayModel: { table: "rollup_day_model", dimensions: MODEL_DIMENSIONS, minutes: 1_440 },
} as const satisfies Record<string, Projection>;

export const APP_PROJECTIONS = {
  quarter: { table: "rollup_quarter_app", dimensions: APP_DIMENSIONS, minutes: 15 },
  hour: { table: "rollup_hour_app", dimensions: APP_DIMENSIONS, minutes: 60 },
  day: { table: "rollup_day_app", dimensions: APP_DIMENSIONS, minutes: 1_440 },
} as const satisfies Record<string, Projection>;

const QUARTER = "date_bin('15 minutes', starts_at, '2000-01-01 00:00:00+00')";
const HOUR = "date_trunc('hour', starts_at, 'UTC')";
const DAY = "date_trunc('day', starts_at, 'UTC')";

/**
 * Takes the fresh minutes of [$1, $2) and adds them to every main projection; returns the quarters it touched.
 *
 * One statement: what is deleted is what is added. Each level is summed from the next finer one.
 */
export const SEAL_MAIN = `
  with sealed as (delete from rollup_fresh where starts_at >= $1::timestamptz and starts_at < $2::timestamptz returning *),
  kept as (select * from sealed where starts_at >= (select minutes_from from rollup_state where id = 1)),
  minute as (${upsertRollup("rollup_minute", MAIN_DIMENSIONS, "kept")}),
  ${level("quarter", "sealed", QUARTER, MAIN_PROJECTIONS.quarter)},
  ${level("hour", "new_quarter", HOUR, MAIN_PROJECTIONS.hour)},
  ${level("day", "new_hour", DAY, MAIN_PROJECTIONS.day)},
  ${level("hour_model", "new_hour", "starts_at", MAIN_PROJECTIONS.hourModel)},
  ${level("day_model", "new_hour_model", DAY, MAIN_PROJECTIONS.dayModel)}
  select distinct starts_at::text as quarter from new_quarter`;

/** The same for the app cubes. */
export const SEAL_APP = `
  with sealed as (delete from rollup_fresh_app where starts_at >= $1::timestamptz and starts_at < $2::timestamptz returning *),
  ${level("quarter", "sealed", QUARTER, APP_PROJECTIONS.quarter)},
  ${level("hour", "new_quarter", HOUR, APP_PROJECTIONS.hour)},
  ${level("day", "new_hour", DAY, APP_PROJECTIONS.day)}
  select distinct starts_at::text as quarter from new_quarter`;

function level(name: string, from: string, startsAt: string, { table, dimensions }: Projection): string {
  return `new_${name} as materialized (${selectSums({ from, startsAt, dimensions })}),
  ${name} as (${upsertRollup(table, dimensions, `new_${name}`)})`;
}
