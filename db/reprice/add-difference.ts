import type { TransactionSql } from "postgres";
import {
  BREAKDOWN_DIMENSIONS,
  COST_SUMS,
  isMoney,
  MAIN_DIMENSIONS,
  ROLLUP_METRICS,
  ROLLUP_SUMS,
  type RollupDimension,
} from "@/db/schema/rollup-columns";
import { selectBrokenDown } from "../rollups/break-down";
import { projectLabelSets } from "../rollups/project-label-sets";
import type { RetainedOfDay } from "../rollups/rollup-comparisons";
import { beginRollupChange, bucketSql, columnList } from "../rollups/rollup-sql";
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
  if (retained.hasMinutes) {
    await add(tx, {
      table: "rollup_minute",
      dimensions: MAIN_DIMENSIONS,
      startsAt: "starts_at",
      from: MINUTE_DIFFERENCE,
    });
  }
  const isRetained = ({ level }: Projection) => retained.hasQuarters || level === "day" || level === "month";
  for (const projection of MAIN_PROJECTIONS.filter(isRetained)) await addLevel(tx, projection, MAIN_DIFFERENCE);
  for (const projection of APP_PROJECTIONS.filter(isRetained)) await addLevel(tx, projection, LABELLED_DIFFERENCE);
  const brokenDown = `(${selectBrokenDown(LABELLED_DIFFERENCE, BROKEN_DOWN)}) broken_down`;
  for (const projection of BREAKDOWN_PROJECTIONS.filter(isRetained)) await addLevel(tx, projection, brokenDown);
}

async function addLevel(tx: TransactionSql, { table, dimensions, level }: Projection, from: string): Promise<void> {
  await add(tx, { table, dimensions, startsAt: bucketSql(level), from });
}

type Added = Pick<Projection, "table" | "dimensions"> & { startsAt: string; from: string };

async function add(tx: TransactionSql, added: Added): Promise<void> {
  await tx.unsafe(addCosts(added));
}

/** In the order of the key, so that neighbouring rows are changed one after the other. */
function addCosts({ table, dimensions, startsAt, from }: Added): string {
  const key: ("starts_at" | RollupDimension)[] = ["starts_at", ...dimensions];
  const order = dimensions.includes("breakdown_id") ? ["breakdown_id", "starts_at"] : ["starts_at"];
  const sums = COST_SUMS.map((name) => `sum(${name})${isMoney(name) ? "" : "::bigint"} as ${name}`);
  const isSame = key.map((name) => `r.${name} = d.${name}`).join(" and ");
  const known: readonly string[] = [...key, ...COST_SUMS];
  const columns = columnList(dimensions).split(", ");
  const values = columns.map((name) => (known.includes(name) ? `d.${name}` : EMPTY.get(name)));
  return `
    with difference as materialized (
      select ${startsAt} as starts_at, ${[...dimensions, ...sums].join(", ")} from ${from}
      group by ${key.map((_, index) => index + 1).join(", ")} order by ${order.join(", ")}),
    changed as (
      update ${table} r set ${COST_SUMS.map((name) => `${name} = r.${name} + d.${name}`).join(", ")}
      from difference d where ${isSame} returning ${key.map((name) => `r.${name}`).join(", ")})
    insert into ${table} (${columns.join(", ")})
    select ${values.join(", ")} from difference d where not exists (select from changed r where ${isSame})`;
}
