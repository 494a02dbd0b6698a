import {
  APP_DIMENSIONS,
  BREAKDOWN_DIMENSIONS,
  MAIN_DIMENSIONS,
  MODEL_DIMENSIONS,
  type RollupDimension,
} from "@/db/schema/rollup-columns";
import type { BucketLevel } from "@/lib/domain/time/bucket-level";
import { selectBrokenDown } from "./break-down";
import { bucketSql, selectSums, upsertRollup } from "./rollup-sql";

/** A rollup, and the next finer one whose rows it adds up; the finest of a family adds up what is sealed. */
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

/** Hours are the finest of the breakdowns. */
export const BREAKDOWN_PROJECTIONS = [
  { table: "rollup_hour_breakdown", dimensions: BREAKDOWN_DIMENSIONS, level: "hour", from: null },
  { table: "rollup_day_breakdown", dimensions: BREAKDOWN_DIMENSIONS, level: "day", from: "rollup_hour_breakdown" },
  { table: "rollup_month_breakdown", dimensions: BREAKDOWN_DIMENSIONS, level: "month", from: "rollup_day_breakdown" },
] as const satisfies readonly Projection[];

/** Every rollup but those of minutes. */
export const PROJECTIONS: readonly Projection[] = [...MAIN_PROJECTIONS, ...APP_PROJECTIONS, ...BREAKDOWN_PROJECTIONS];

/**
 * Beyond how many bytes the sketches of a sealed row are merged into one piece, which takes about 3·√n bytes for n
 * samples, while samples of their own take four each.
 *
 * At once in buckets that have ended; in those from `openFrom` on seldom, for it rewrites rows that will grow again.
 */
export function longSealed(openFrom: Date | "infinity"): (samples: string) => string {
  const instant = openFrom === "infinity" ? openFrom : openFrom.toISOString();
  return (samples) => `case when starts_at >= '${instant}'::timestamptz then 96 + 4 * sqrt(${samples})
    else least(12 + 3.5 * sqrt(${samples}), 1500) end`;
}

/**
 * Takes the fresh minutes of [$1, $2) and adds them to every main projection; returns the quarters it touched.
 *
 * One statement: what is deleted is what is added. Each level is summed from the next finer one.
 */
export const SEAL_MAIN = `
  with sealed as (delete from rollup_fresh where starts_at >= $1::timestamptz and starts_at < $2::timestamptz returning *),
  kept as (select * from sealed where starts_at >= (select minutes_from from rollup_state where id = 1)),
  minute as (${upsertRollup("rollup_minute", MAIN_DIMENSIONS, "kept")}),
  ${MAIN_PROJECTIONS.map((projection) => addLevel(projection, "sealed")).join(",\n  ")}
  select distinct starts_at::text as quarter from new_rollup_quarter`;

/** The same for the app cubes, and for the breakdowns, which know the label sets of all rows (projectLabelSets). */
export const SEAL_APP = `
  with sealed as (delete from rollup_fresh_app where starts_at >= $1::timestamptz and starts_at < $2::timestamptz returning *),
  ${APP_PROJECTIONS.map((projection) => addLevel(projection, "sealed")).join(",\n  ")},
  broken_down as materialized (${selectBrokenDown("sealed")}),
  ${BREAKDOWN_PROJECTIONS.map((projection) => addLevel(projection, "broken_down")).join(",\n  ")}
  select distinct starts_at::text as quarter from new_rollup_quarter_app`;

function addLevel({ table, dimensions, level, from }: Projection, finest: string): string {
  const source = from === null ? finest : `new_${from}`;
  return `new_${table} as materialized (${selectSums({ from: source, startsAt: bucketSql(level), dimensions })}),
  ${table}_added as (${upsertRollup(table, dimensions, `new_${table}`)})`;
}
