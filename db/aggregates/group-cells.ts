import type { RollupSum } from "../schema/rollup-columns";
import { CELL_DIMENSIONS, type Cell } from "./cell-types";

export type CellGroup<Sum extends RollupSum> = { names: Cell["names"]; cells: Cell<Sum>[] };

/** Cells of the same names together, in the order of the names; no tier comes last. */
export function groupCells<Sum extends RollupSum>(cells: readonly Cell<Sum>[]): CellGroup<Sum>[] {
  const groups = new Map<string, CellGroup<Sum>>();
  let group: CellGroup<Sum> | undefined;
  for (const cell of cells) {
    // Cells read together share their names.
    if (group?.names !== cell.names) {
      const key = keyOfNames(cell.names);
      group = groups.get(key) ?? { names: cell.names, cells: [] };
      groups.set(key, group);
    }
    group.cells.push(cell);
  }
  return [...groups.values()].sort((a, b) => compareNames(a.names, b.names));
}

/** A text per combination of names: lengths first, so that no two read the same. */
export function keyOfNames(names: Cell["names"]): string {
  let key = "";
  for (const name of CELL_DIMENSIONS) {
    const value = names[name];
    if (value !== undefined) key += value === null ? "-" : `${value.length}:${value}`;
  }
  return key;
}

/** Orders groups by their names, one dimension after the other. */
export function compareNames(a: Cell["names"], b: Cell["names"]): number {
  const left = Object.values(a);
  const right = Object.values(b);
  for (const [index, name] of left.entries()) {
    const other = right[index] ?? null;
    if (name === other) continue;
    if (name === null || other === null) return name === null ? 1 : -1;
    return name < other ? -1 : 1;
  }
  return 0;
}
