import type { PlotMark, PlotRow } from "./plot-types";

/** The marks of each bucket, by its start. */
export function marksByBucket(rows: readonly PlotRow[], marks: readonly PlotMark[]): Map<number, PlotMark[]> {
  const byBucket = new Map<number, PlotMark[]>();
  for (const mark of marks) {
    const row = rows.findLast(({ at }) => at <= mark.at);
    if (!row) continue;
    byBucket.set(row.at, [...(byBucket.get(row.at) ?? []), mark]);
  }
  return byBucket;
}
