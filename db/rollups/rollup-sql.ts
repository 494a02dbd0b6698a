import type { TransactionSql } from "postgres";
import { LOCKS } from "@/db/advisory-locks";
import { pendingGroups } from "@/db/schema/pending-groups";
import {
  isCount,
  isMoney,
  ROLLUP_METRICS,
  ROLLUP_SUMS,
  type RollupDimension,
  type RollupSum,
  rollupColumns,
} from "@/db/schema/rollup-columns";
import type { BucketLevel } from "@/lib/domain/time/bucket-level";

/**
 * Starts a transaction that moves or rewrites rollup rows.
 *
 * It need not be durable at once: what a crash takes back leaves its source rows where they were. Compiling hundreds
 * of aggregates (jit) would cost more than running them.
 */
export async function beginRollupChange(tx: TransactionSql): Promise<void> {
  await tx.unsafe(
    `set local synchronous_commit = off; set local jit = off; set local work_mem = '64MB';
     select pg_advisory_xact_lock(${LOCKS.rollups})`,
  );
}

export function columnList(dimensions: readonly RollupDimension[]): string {
  return rollupColumns(dimensions).join(", ");
}

/** The start of the bucket in which an instant (an SQL expression) lies. */
export function bucketSql(level: BucketLevel, instant = "starts_at"): string {
  if (level === "quarter") return `date_bin('15 minutes', ${instant}, '2000-01-01 00:00:00+00')`;
  return `date_trunc('${level}', ${instant}, 'UTC')`;
}

/**
 * Selects rows added up per key, `startsAt` (an SQL expression) standing for the bucket. A null adds nothing; min and max of nothing stay null.
 *
 * With `isWide` counts may pass 2³¹, as a month's do.
 */
export function selectSums(input: {
  from: string;
  startsAt: string;
  dimensions: readonly RollupDimension[];
  isWide?: boolean;
}): string {
  const { from, startsAt, dimensions, isWide = false } = input;
  const sums = ROLLUP_SUMS.map((name) => `coalesce(${addedUp(name)}, 0)${castOf(name, isWide)} as ${name}`);
  const metrics = ROLLUP_METRICS.flatMap((metric) => [
    `coalesce(sum(${metric}_n), 0)${isWide ? "::bigint" : "::int"} as ${metric}_n`,
    `coalesce(add_up(${metric}_sum), 0) as ${metric}_sum`,
    `min(${metric}_min) as ${metric}_min`,
    `max(${metric}_max) as ${metric}_max`,
    `coalesce(string_agg(${metric}_sketch, ''::bytea), ''::bytea) as ${metric}_sketch`,
  ]);
  const keys = Array.from({ length: dimensions.length + 1 }, (_, index) => index + 1).join(", ");
  return `select ${[`${startsAt} as starts_at`, ...dimensions, ...sums, ...metrics].join(", ")} from ${from} group by ${keys}`;
}

/**
 * Adds the rows of `from` to a rollup, key by key in one order, so that two writers queue instead of deadlocking.
 *
 * Sketches are joined end to end, which is their merge; compactSketches shortens them.
 */
export function upsertRollup(table: string, dimensions: readonly RollupDimension[], from: string): string {
  const key = ["starts_at", ...dimensions].join(", ");
  const added = [
    ...ROLLUP_SUMS.map((name) => `${name} = ${table}.${name} + excluded.${name}`),
    ...ROLLUP_METRICS.flatMap((metric) => [
      `${metric}_n = ${table}.${metric}_n + excluded.${metric}_n`,
      `${metric}_sum = ${table}.${metric}_sum + excluded.${metric}_sum`,
      `${metric}_min = least(${table}.${metric}_min, excluded.${metric}_min)`,
      `${metric}_max = greatest(${table}.${metric}_max, excluded.${metric}_max)`,
      `${metric}_sketch = ${table}.${metric}_sketch || excluded.${metric}_sketch`,
    ]),
  ];
  return `insert into ${table} (${columnList(dimensions)}) select ${columnList(dimensions)} from ${from} order by ${key}
    on conflict (${key}) do update set ${added.join(", ")}`;
}

/** The groups of delta rows as rows `delta` of their own; a column which is nothing in all groups of a delta is null. */
export function unnestDeltas(from: string, dimensions: readonly RollupDimension[]): string {
  return `${pendingGroups(from, rollupColumns(dimensions))} delta`;
}

/** A dimension of a row of unnestDeltas: label sets may be left out, and are then those of no labels. */
export function deltaDimension(name: RollupDimension): string {
  return name === "label_set_id" ? "coalesce(delta.label_set_id, 0)" : `delta.${name}`;
}

/** Whether a row of a rollup over these dimensions is of [from, to), two SQL expressions, as its primary key finds it. */
export function isWithin(dimensions: readonly RollupDimension[], from = "$1", to = "$2"): string {
  // The key of a breakdown begins with it.
  const first = dimensions.includes("breakdown_id")
    ? "breakdown_id = any(array(select id from breakdown where ended_at is null)) and "
    : "";
  return `${first}starts_at >= ${from}::timestamptz and starts_at < ${to}::timestamptz`;
}

/** As in the reader's db/aggregates/added-up.ts; what sums of counts keep of each group is no more than themselves. */
function addedUp(name: RollupSum): string {
  if (isMoney(name)) return `sum(${name}) filter (where ${name} <> 0)`;
  return isCount(name) ? `sum(${name})` : `add_up(${name})`;
}

function castOf(name: RollupSum, isWide: boolean): string {
  if (isMoney(name) || !isCount(name)) return "";
  return isWide ? "::bigint" : "::int";
}
