import type { Db } from "../client";
import type { RollupSum } from "../schema/rollup-columns";
import { selectRows } from "../select-rows";
import { cellRowSchema } from "./cell-rows";
import { cellStatement } from "./cell-statement";
import type { Cells, CellsInput } from "./cell-types";
import { planCells } from "./plan-cells";

/**
 * What every group did in every bucket: the one reader behind all figures, exact to the minute and to the last record
 * answered for. Groups without a record in a bucket have no cell.
 *
 * A name nobody has sent yet matches nothing. Samples come encoded, because decoding all of them at once would block.
 */
export async function readCells<Sum extends RollupSum>(db: Db, input: CellsInput<Sum>): Promise<Cells<Sum>> {
  if (input.buckets.length === 0) return { cells: [], from: 0, to: 0, method: "exact" };
  const plan = planCells(input);
  const rows = await selectRows(db, cellStatement(plan, input), cellRowSchema<Sum>({ ...input, isExact: plan.isRaw }));
  const cells = rows.flat();
  const isExact =
    input.metrics.length === 0 ||
    (plan.isRaw && cells.every(({ samples }) => Object.values(samples).every(({ exact }) => exact !== null)));
  return { cells, from: plan.from, to: plan.to, method: isExact ? "exact" : "sketch" };
}
