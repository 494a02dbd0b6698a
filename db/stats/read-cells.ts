import type { Db } from "../client";
import { onOneSnapshot } from "../on-one-snapshot";
import type { RollupSum } from "../schema/rollup-columns";
import { selectRows } from "../select-rows";
import { cellRowSchema } from "./cell-rows";
import { type CellParts, cellStatement } from "./cell-statement";
import type { Cells, CellsInput } from "./cell-types";
import { joinCells } from "./join-cells";
import { type CellPlan, planCells } from "./plan-cells";

/** Whether some minutes are read from single attempts and others from rollups. */
function hasEdge({ runs, isRaw }: CellPlan): boolean {
  return !isRaw && runs.has("raw") && runs.size > 1;
}

/**
 * What every group did in every bucket: the one reader behind all figures, exact to the minute and to the last record
 * answered for. Groups without a record in a bucket have no cell.
 *
 * A name nobody has sent yet matches nothing. Samples come encoded, because decoding all of them at once would block.
 */
export async function readCells<Sum extends RollupSum>(db: Db, input: CellsInput<Sum>): Promise<Cells<Sum>> {
  if (input.buckets.length === 0) return { cells: [], from: 0, to: 0, method: "exact" };
  const plan = planCells(input);
  const read = (reader: Db, which: CellParts) => {
    const schema = cellRowSchema<Sum>({ ...input, isExact: plan.isRaw });
    return selectRows(reader, cellStatement(plan, input, which), schema);
  };
  const cells = hasEdge(plan)
    ? // At a window's edge thousands of attempts may be read one by one, which takes as long as all the rest.
      await onOneSnapshot(db, 2, async ([first, second = first]) => {
        const [rolled, raw] = await Promise.all([read(first, "rolled"), read(second, "raw")]);
        return joinCells(rolled, raw).flat();
      })
    : (await read(db, "all")).flat();
  const isExact =
    input.metrics.length === 0 ||
    (plan.isRaw && cells.every(({ samples }) => Object.values(samples).every(({ exact }) => exact !== null)));
  return { cells, from: plan.from, to: plan.to, method: isExact ? "exact" : "sketch" };
}
