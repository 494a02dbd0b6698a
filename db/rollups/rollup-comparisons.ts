import { ONLY_BUCKET } from "@/db/schema/attempt-bucket";
import {
  APP_DIMENSIONS,
  BREAKDOWN_DIMENSIONS,
  LABELLED_DIMENSIONS,
  MAIN_DIMENSIONS,
  MODEL_DIMENSIONS,
  type RollupDimension,
} from "@/db/schema/rollup-columns";
import type { BucketLevel } from "@/lib/domain/time/bucket-level";
import { selectBrokenDown } from "./break-down";
import { COUNTED_COLUMNS, type Comparison, type RowSource } from "./compare-rows";
import { RAW_MEASURES } from "./raw-measures";
import { deltaDimension, isWithin, unnestDeltas } from "./rollup-sql";

/** What is still kept of a day. */
export type RetainedOfDay = { hasRaw: boolean; hasMinutes: boolean; hasQuarters: boolean };

type Family = { dimensions: readonly RollupDimension[]; suffix: "" | "_app" };
const MAIN: Family = { dimensions: MAIN_DIMENSIONS, suffix: "" };
const APP: Family = { dimensions: APP_DIMENSIONS, suffix: "_app" };
const LABELLED: Family = { dimensions: LABELLED_DIMENSIONS, suffix: "_app" };
const BROKEN_DOWN = ["starts_at", ...BREAKDOWN_DIMENSIONS, ...COUNTED_COLUMNS];
/** Breakdowns that have every attempt of the day that begins at $1. */
const FILLED = `select id from breakdown b where b.filled_from <= $1::timestamptz and not exists (
  select from breakdown_fill f where f.breakdown_id = b.id and f.day = ($1::timestamptz at time zone 'UTC')::date)`;

/**
 * What has to add up within a day: the finest level, with what is not sealed yet, to the attempts themselves where they
 * are kept; and each level to the next finer one. Sealed levels are always in step with each other.
 */
export function comparisonsOfDay({ hasRaw, hasMinutes, hasQuarters }: RetainedOfDay): Comparison[] {
  const comparisons: Comparison[] = [];
  const sealed = (table: string, from: string, level: BucketLevel, dimensions: readonly RollupDimension[]) =>
    comparisons.push(compare(rowsOf(from, dimensions), rowsOf(table, dimensions), table, level, dimensions));

  for (const family of [MAIN, APP]) {
    const { dimensions, suffix } = family;
    const finest = hasQuarters ? "quarter" : "day";
    const table = `rollup_${finest}${suffix}`;
    if (hasRaw) comparisons.push(compare(attempts(dimensions), withUnsealed(table, family), table, finest, dimensions));
    if (hasQuarters) sealed(`rollup_hour${suffix}`, `rollup_quarter${suffix}`, "hour", dimensions);
    if (hasQuarters) sealed(`rollup_day${suffix}`, `rollup_hour${suffix}`, "day", dimensions);
  }
  if (hasRaw) comparisons.push(compareBreakdowns());
  if (hasRaw) sealed("rollup_day_breakdown", "rollup_hour_breakdown", "day", BREAKDOWN_DIMENSIONS);
  if (hasMinutes) sealed("rollup_minute", "rollup_quarter", "quarter", MAIN_DIMENSIONS);
  if (hasQuarters) sealed("rollup_hour_model", "rollup_hour", "hour", MODEL_DIMENSIONS);
  sealed("rollup_day_model", "rollup_day", "day", MODEL_DIMENSIONS);
  if (!hasRaw) {
    const [main, app] = [withUnsealed("rollup_day", MAIN), withUnsealed("rollup_day_app", APP)];
    comparisons.push(compare(main, app, "rollup_day_app", "day", MODEL_DIMENSIONS));
  }
  return comparisons;
}

/** Months are added up from days, of which none is ever dropped. */
export function comparisonsOfMonth(): Comparison[] {
  const month = (suffix: string, from: string, dimensions: readonly RollupDimension[]) => {
    const table = `rollup_month${suffix}`;
    return compare(rowsOf(from, dimensions), rowsOf(table, dimensions), table, "month", dimensions);
  };
  return [
    month("", "rollup_day", MAIN_DIMENSIONS),
    month("_model", "rollup_day_model", MODEL_DIMENSIONS),
    month("_app", "rollup_day_app", APP_DIMENSIONS),
    month("_breakdown", "rollup_day_breakdown", BREAKDOWN_DIMENSIONS),
  ];
}

function compare(
  expected: RowSource,
  found: RowSource,
  table: string,
  level: BucketLevel,
  dimensions: readonly RollupDimension[],
): Comparison {
  return { table, expected, found, level, dimensions, columns: COUNTED_COLUMNS };
}

function compareBreakdowns(): Comparison {
  const table = "rollup_hour_breakdown";
  const filled = (select: string) => `select * from (${select}) rows where breakdown_id in (${FILLED})`;
  const expected = filled(selectBrokenDown(`(${attempts(LABELLED_DIMENSIONS).select})`, BROKEN_DOWN));
  const unsealed = selectBrokenDown(`(${unsealedRows(LABELLED)})`, BROKEN_DOWN);
  const found = filled(`${rowsOf(table, BREAKDOWN_DIMENSIONS).select} union all ${unsealed}`);
  return compare(
    { name: "attempt", select: expected },
    { name: table, select: found },
    table,
    "hour",
    BREAKDOWN_DIMENSIONS,
  );
}

function rowsOf(table: string, dimensions: readonly RollupDimension[]): RowSource {
  return {
    name: table,
    select: `select starts_at, ${[...dimensions, ...COUNTED_COLUMNS].join(", ")} from ${table} where ${isWithin(dimensions)}`,
  };
}

/** A table's rows together with what is folded but not sealed, and what is pending. */
function withUnsealed(table: string, family: Family): RowSource {
  return { name: table, select: `${rowsOf(table, family.dimensions).select} union all ${unsealedRows(family)}` };
}

function unsealedRows({ dimensions, suffix }: Family): string {
  const columns = ["starts_at", ...dimensions, ...COUNTED_COLUMNS];
  const fresh = `select ${columns.join(", ")} from rollup_fresh${suffix} where ${within("starts_at")}`;
  const counted = COUNTED_COLUMNS.map((name) =>
    /_(min|max)$/.test(name) ? `delta.${name}` : `coalesce(delta.${name}, 0)`,
  );
  const pending = `select ${["delta.starts_at", ...dimensions.map(deltaDimension), ...counted].join(", ")}
    from ${unnestDeltas(`rollup_delta${suffix}`, dimensions)} where ${within("delta.starts_at")}`;
  return `${fresh} union all ${pending}`;
}

function attempts(dimensions: readonly RollupDimension[]): RowSource {
  const measures = COUNTED_COLUMNS.map((name) => `${RAW_MEASURES[name]} as ${name}`).join(", ");
  return {
    name: "attempt",
    select: `select a.started_at as starts_at, ${dimensions.join(", ")}, ${measures} from attempt a
      where a.bucket = ${ONLY_BUCKET} and ${within("a.started_at")}`,
  };
}

function within(instant: string): string {
  return `${instant} >= $1::timestamptz and ${instant} < $2::timestamptz`;
}
