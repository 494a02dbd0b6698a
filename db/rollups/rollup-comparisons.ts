import { ONLY_BUCKET } from "@/db/schema/attempt-bucket";
import { APP_DIMENSIONS, MAIN_DIMENSIONS, MODEL_DIMENSIONS, type RollupDimension } from "@/db/schema/rollup-columns";
import type { BucketLevel } from "@/lib/domain/time/bucket-level";
import { COUNTED_COLUMNS, type Comparison, type RowSource } from "./compare-rows";
import { RAW_MEASURES } from "./raw-measures";
import { unnestDeltas } from "./rollup-sql";

/** What is still kept of a day. */
export type RetainedOfDay = { hasRaw: boolean; hasMinutes: boolean; hasQuarters: boolean };

type Family = { dimensions: readonly RollupDimension[]; suffix: "" | "_app" };
const MAIN: Family = { dimensions: MAIN_DIMENSIONS, suffix: "" };
const APP: Family = { dimensions: APP_DIMENSIONS, suffix: "_app" };

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

function rowsOf(table: string, dimensions: readonly RollupDimension[]): RowSource {
  return {
    name: table,
    select: `select starts_at, ${[...dimensions, ...COUNTED_COLUMNS].join(", ")} from ${table} where ${within("starts_at")}`,
  };
}

/** A table's rows together with what is folded but not sealed, and what is pending. */
function withUnsealed(table: string, { dimensions, suffix }: Family): RowSource {
  const columns = ["starts_at", ...dimensions, ...COUNTED_COLUMNS];
  const fresh = `select ${columns.join(", ")} from rollup_fresh${suffix} where ${within("starts_at")}`;
  const counted = COUNTED_COLUMNS.map((name) =>
    /_(min|max)$/.test(name) ? `delta.${name}` : `coalesce(delta.${name}, 0)`,
  );
  const pending = `select ${["delta.starts_at", ...dimensions.map((name) => `delta.${name}`), ...counted].join(", ")}
    from ${unnestDeltas(`rollup_delta${suffix}`, dimensions)} where ${within("delta.starts_at")}`;
  return { name: table, select: [rowsOf(table, dimensions).select, fresh, pending].join(" union all ") };
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
