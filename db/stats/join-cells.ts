import type { RollupSum } from "../schema/rollup-columns";
import { addCells } from "./add-cells";
import type { Cell } from "./cell-types";
import { keyOfNames } from "./group-cells";

/** The cells of one group, as a row brings them. */
type Row<Sum extends RollupSum> = Cell<Sum>[];

/** Two readings of the same question that share no record, as one: every group once, with each of its buckets once. */
export function joinCells<Sum extends RollupSum>(rows: readonly Row<Sum>[], more: readonly Row<Sum>[]): Row<Sum>[] {
  const joined = new Map(rows.map((row) => [keyOf(row), row]));
  for (const row of more) {
    const key = keyOf(row);
    joined.set(key, addRows(joined.get(key) ?? [], row));
  }
  return [...joined.values()];
}

function addRows<Sum extends RollupSum>(row: Row<Sum>, more: Row<Sum>): Row<Sum> {
  const [names] = row.map((cell) => cell.names);
  const cells = new Map(row.map((cell) => [cell.bucket, cell]));
  for (const part of more) {
    const known = cells.get(part.bucket);
    // Cells of a group share one object of names.
    cells.set(part.bucket, known ? addCells(known, part) : { ...part, names: names ?? part.names });
  }
  return [...cells.values()];
}

function keyOf<Sum extends RollupSum>(row: Row<Sum>): string {
  return keyOfNames(row[0]?.names ?? {});
}
