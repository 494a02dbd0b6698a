import type { TransactionSql } from "postgres";
import { MAIN_DIMENSIONS } from "@/db/schema/rollup-columns";
import { selectBrokenDown } from "../rollups/break-down";
import { projectLabelSets } from "../rollups/project-label-sets";
import type { RetainedOfDay } from "../rollups/rollup-comparisons";
import { beginRollupChange, bucketSql, selectSums, upsertSums } from "../rollups/rollup-sql";
import { APP_PROJECTIONS, BREAKDOWN_PROJECTIONS, MAIN_PROJECTIONS, type Projection } from "../rollups/seal-statements";
import { LABELLED_DIFFERENCE, MAIN_DIFFERENCE } from "./write-changes";

/**
 * Adds the differences of prepared changes to every level, under the rollup lock, which is held until the transaction ends.
 *
 * Sums add up whatever of them is sealed: what a level has no row for yet, it gets one with the difference, and the rest
 * when that is sealed.
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
      from: MAIN_DIFFERENCE,
    });
  }
  const isRetained = ({ level }: Projection) => retained.hasQuarters || level === "day" || level === "month";
  for (const projection of MAIN_PROJECTIONS.filter(isRetained)) await addLevel(tx, projection, MAIN_DIFFERENCE);
  for (const projection of APP_PROJECTIONS.filter(isRetained)) await addLevel(tx, projection, LABELLED_DIFFERENCE);
  const brokenDown = `(${selectBrokenDown(LABELLED_DIFFERENCE)}) broken_down`;
  for (const projection of BREAKDOWN_PROJECTIONS.filter(isRetained)) await addLevel(tx, projection, brokenDown);
}

async function addLevel(tx: TransactionSql, { table, dimensions, level }: Projection, from: string): Promise<void> {
  await add(tx, { table, dimensions, startsAt: bucketSql(level), from });
}

type Added = Pick<Projection, "table" | "dimensions"> & { startsAt: string; from: string };

async function add(tx: TransactionSql, { table, dimensions, startsAt, from }: Added): Promise<void> {
  await tx.unsafe(upsertSums(table, dimensions, `(${selectSums({ from, startsAt, dimensions })}) sums`));
}
