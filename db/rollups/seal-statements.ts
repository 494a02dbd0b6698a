import { APP_DIMENSIONS, MAIN_DIMENSIONS, MODEL_DIMENSIONS, type RollupDimension } from "@/db/schema/rollup-columns";
import type { BucketLevel } from "@/lib/domain/bucket-level";
import { bucketOf, selectSums, upsertRollup } from "./rollup-sql";

/** A rollup, and the next finer one whose rows it adds up; quarters add up fresh minutes. */
export type Projection = {
  table: string;
  dimensions: readonly RollupDimension[];
  level: BucketLevel;
  from: string | null;
};

/** Every rollup that sealed minutes are added to, each after the one it is added up from. */
export const MAIN_PROJECTIONS = [
  { table: "rollup_quarter", dimensions: MAIN_DIMENSIONS, level: "quarter", from: null },
  { table: "rollup_hour", dimensions: MAIN_DIMENSIONS, level: "hour", from: "rollup_quarter" },
  { table: "rollup_day", dimensions: MAIN_DIMENSIONS, level: "day", from: "rollup_hour" },
  { table: "rollup_month", dimensions: MAIN_DIMENSIONS, level: "month", from: "rollup_day" },
  { table: "rollup_hour_model", dimensions: MODEL_DIMENSIONS, level: "hour", from: "rollup_hour" },
  { table: "rollup_day_model", dimensions: MODEL_DIMENSIONS, level: "day", from: "rollup_hour_model" },
  { table: "rollup_month_model", dimensions: MODEL_DIMENSIONS, level: "month", from: "rollup_day_model" },
] as const satisfies readonly Projection[];

export const APP_PROJECTIONS = [
  { table: "rollup_quarter_app", dimensions: APP_DIMENSIONS, level: "quarter", from: null },
  { table: "rollup_hour_app", dimensions: APP_DIMENSIONS, level: "hour", from: "rollup_quarter_app" },
  { table: "rollup_day_app", dimensions: APP_DIMENSIONS, level: "day", from: "rollup_hour_app" },
  { table: "rollup_month_app", dimensions: APP_DIMENSIONS, level: "month", from: "rollup_day_app" },
] as const satisfies readonly Projection[];

/**
 * Beyond so many bytes the sketch of n samples in a sealed row is merged into one piece: it takes about 3·√n, while
 * samples of their own take four bytes each. Merging all the time would rewrite a row at each record.
 */
export const LONG_SEALED = (samples: string) => `least(16 + 4 * sqrt(${samples}), 1500)`;

/**
 * Takes the fresh minutes of [$1, $2) and adds them to every main projection; returns the quarters it touched.
 *
 * One statement: what is deleted is what is added. Each level is summed from the next finer one.
 */
export const SEAL_MAIN = `
  with sealed as (delete from rollup_fresh where starts_at >= $1::timestamptz and starts_at < $2::timestamptz returning *),
  kept as (select * from sealed where starts_at >= (select minutes_from from rollup_state where id = 1)),
  minute as (${upsertRollup("rollup_minute", MAIN_DIMENSIONS, "kept")}),
  ${MAIN_PROJECTIONS.map(addLevel).join(",\n  ")}
  select distinct starts_at::text as quarter from new_rollup_quarter`;

/** The same for the app cubes. */
export const SEAL_APP = `
  with sealed as (delete from rollup_fresh_app where starts_at >= $1::timestamptz and starts_at < $2::timestamptz returning *),
  ${APP_PROJECTIONS.map(addLevel).join(",\n  ")}
  select distinct starts_at::text as quarter from new_rollup_quarter_app`;

function addLevel({ table, dimensions, level, from }: Projection): string {
  const source = from === null ? "sealed" : `new_${from}`;
  return `new_${table} as materialized (${selectSums({ from: source, startsAt: bucketOf(level), dimensions })}),
  ${table}_added as (${upsertRollup(table, dimensions, `new_${table}`)})`;
}
