import type { TransactionSql } from "postgres";
import {
  BREAKDOWN_DIMENSIONS,
  COST_SUMS,
  isMoney,
  MAIN_DIMENSIONS,
  ROLLUP_METRICS,
  ROLLUP_SUMS,
  rollupColumns,
} from "@/db/schema/rollup-columns";
import type { BucketLevel } from "@/lib/domain/time/bucket-level";
import { selectBrokenDown } from "../rollups/break-down";
import { noteSealedChange } from "../rollups/note-sealed-change";
import { projectLabelSets } from "../rollups/project-label-sets";
import type { RetainedOfDay } from "../rollups/rollup-comparisons";
import { beginRollupChange, bucketSql } from "../rollups/rollup-sql";
import { APP_PROJECTIONS, BREAKDOWN_PROJECTIONS, MAIN_PROJECTIONS, type Projection } from "../rollups/seal-statements";
import { LABELLED_DIFFERENCE, MAIN_DIFFERENCE, MINUTE_DIFFERENCE } from "./write-changes";

const BROKEN_DOWN = ["starts_at", ...BREAKDOWN_DIMENSIONS, ...COST_SUMS];
const EMPTY = new Map([
  ...ROLLUP_SUMS.map((name): [string, string] => [name, "0"]),
  ...ROLLUP_METRICS.flatMap((metric): [string, string][] => [
    ...[`${metric}_n`, `${metric}_sum`].map((name): [string, string] => [name, "0"]),
    ...[`${metric}_min`, `${metric}_max`].map((name): [string, string] => [name, "null::bigint"]),
    [`${metric}_sketch`, "''::bytea"],
  ]),
]);

/**
 * Adds the differences of prepared changes to every level, under the rollup lock, which is held until the transaction ends.
 *
 * Sums add up whatever of them is sealed: what a level has no row for yet, it gets one with the difference, and the rest
 * when that is sealed. Nothing but the sums that go by cost is read or added up; sketches are not touched.
 */
export async function addDifference(
  tx: TransactionSql,
  { from, to, retained }: { from: string; to: string; retained: RetainedOfDay },
): Promise<void> {
  await beginRollupChange(tx);
  await projectLabelSets(tx, { table: LABELLED_DIFFERENCE, from, to });
  const span = [from, to];
  if (retained.hasMinutes) await tx.unsafe(addCosts([MINUTES], `select * from ${MINUTE_DIFFERENCE}`), span);
  const isRetained = ({ level }: Level) => retained.hasQuarters || level === "day" || level === "month";
  const families: [readonly Level[], string][] = [
    [MAIN_PROJECTIONS, `select * from ${MAIN_DIFFERENCE}`],
    [APP_PROJECTIONS, `select * from ${LABELLED_DIFFERENCE}`],
    [BREAKDOWN_PROJECTIONS, selectBrokenDown(LABELLED_DIFFERENCE, BROKEN_DOWN)],
  ];
  for (const [levels, finest] of families) await tx.unsafe(addCosts(levels, finest, isRetained), span);
  await noteSealedChange(tx, [{ from: new Date(from), to: new Date(to) }]);
}

type Level = Omit<Projection, "level"> & { level: BucketLevel | "minute" };
const MINUTES: Level = { table: "rollup_minute", dimensions: MAIN_DIMENSIONS, level: "minute", from: null };

/** One statement for levels of which each adds up the next finer one, as what is sealed is added. */
function addCosts(
  levels: readonly Level[],
  finest: string,
  isRetained: (level: Level) => boolean = () => true,
): string {
  const added = levels.flatMap((level) => [sumCosts(level), ...(isRetained(level) ? addToLevel(level) : [])]);
  return `with finest as (${finest}), ${added.join(",\n")} select`;
}

/** In the order of the key, so that neighbouring rows are changed one after the other. */
function sumCosts({ table, dimensions, level, from }: Level): string {
  const startsAt = level === "minute" ? "starts_at" : bucketSql(level);
  const key = Array.from({ length: dimensions.length + 1 }, (_, index) => index + 1).join(", ");
  const order = dimensions.includes("breakdown_id") ? "breakdown_id, starts_at" : "starts_at";
  const sums = COST_SUMS.map((name) => `sum(${name})${isMoney(name) ? "" : "::bigint"} as ${name}`);
  return `new_${table} as materialized (
    select ${[`${startsAt} as starts_at`, ...dimensions, ...sums].join(", ")}
    from ${from === null ? "finest" : `new_${from}`} group by ${key} order by ${order})`;
}

/** Says of which span [$1, $2) the rows are, lest the planner read a level of years for the rows of a day. */
function addToLevel({ table, dimensions, level }: Level): string[] {
  const key: string[] = ["starts_at", ...dimensions];
  const isSame = key.map((name) => `r.${name} = d.${name}`).join(" and ");
  const first = bucketSql(level === "minute" ? "quarter" : level, "$1::timestamptz");
  const open = "r.breakdown_id = any(array(select id from breakdown where ended_at is null)) and ";
  const isWithin = `${dimensions.includes("breakdown_id") ? open : ""}r.starts_at >= ${first} and r.starts_at < $2::timestamptz`;
  const known = new Set([...key, ...COST_SUMS]);
  const columns = rollupColumns(dimensions);
  const values = columns.map((name) => (known.has(name) ? `d.${name}` : EMPTY.get(name)));
  return [
    `changed_${table} as (
      update ${table} r set ${COST_SUMS.map((name) => `${name} = r.${name} + d.${name}`).join(", ")}
      from new_${table} d where ${isSame} and ${isWithin} returning ${key.map((name) => `r.${name}`).join(", ")})`,
    `added_${table} as (
      insert into ${table} (${columns.join(", ")}) select ${values.join(", ")} from new_${table} d
      where not exists (select from changed_${table} r where ${isSame}))`,
  ];
}
