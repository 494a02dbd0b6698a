import type { PlotRow } from "./plot-types";

/** The solid part of a line: everything but the bucket that is still filling. */
export function settledValue(row: PlotRow, key: string): number | null {
  return row.filling ? null : (row.values[key] ?? null);
}

/** The dashed part: from the last settled bucket to the filling one. */
export function fillingValue(rows: PlotRow[], index: number, key: string): number | null {
  const row = rows[index];
  const isEdge = row?.filling || rows[index + 1]?.filling;
  return isEdge ? (row?.values[key] ?? null) : null;
}

/** Values with a gap on both sides, which a line alone would not show. */
export function isolatedPoints(rows: PlotRow[], key: string): Set<number> {
  const has = (index: number) => (rows[index]?.values[key] ?? null) !== null;
  return new Set(rows.flatMap((row, index) => (has(index) && !has(index - 1) && !has(index + 1) ? [row.at] : [])));
}
