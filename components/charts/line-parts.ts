import type { PlotRow } from "./plot-types";

/** The solid part of a line: everything but the bucket that is still filling, and those with too few samples to bound it. */
export function settledValue(row: PlotRow, key: string): number | null {
  return row.filling || isUnbounded(row, key) ? null : (row.values[key] ?? null);
}

/** Whether a value has too few samples to say how far up its true one may be: it is shown as a point, not as a line. */
function isUnbounded({ bands }: PlotRow, key: string): boolean {
  const band = bands?.[key];
  return band !== undefined && band[1] === null;
}

/** The ribbon of a line: what its true value is within, where both bounds are known. */
export function ribbonOf(row: PlotRow, key: string): [number, number] | null {
  const [lo, hi] = row.bands?.[key] ?? [null, null];
  return row.filling || lo === null || hi === null ? null : [lo, hi];
}

/** The dashed part: from the last settled bucket to the filling one. */
export function fillingValue(rows: PlotRow[], index: number, key: string): number | null {
  const row = rows[index];
  const isEdge = row?.filling || rows[index + 1]?.filling;
  return isEdge ? (row?.values[key] ?? null) : null;
}

/** The values of the period before that a line alone would not show: those with a gap on both sides. */
export function isolatedBefore(rows: readonly PlotRow[], key: string): Set<number> {
  const isKnown = (row: PlotRow | undefined) => (row?.before?.values[key] ?? null) !== null;
  return new Set(
    rows.flatMap((row, index) =>
      isKnown(row) && !isKnown(rows[index - 1]) && !isKnown(rows[index + 1]) ? [row.at] : [],
    ),
  );
}

/** Values that a line alone would not show: those with a gap on both sides, and those that are no line. */
export function isolatedPoints(rows: PlotRow[], key: string): Set<number> {
  const isLine = (row: PlotRow | undefined) =>
    row !== undefined && (row.values[key] ?? null) !== null && !isUnbounded(row, key);
  const isAlone = (row: PlotRow, index: number) =>
    isUnbounded(row, key) || (!isLine(rows[index - 1]) && !isLine(rows[index + 1]));
  return new Set(
    rows.flatMap((row, index) => ((row.values[key] ?? null) !== null && isAlone(row, index) ? [row.at] : [])),
  );
}
