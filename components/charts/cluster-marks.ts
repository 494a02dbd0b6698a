import type { PlotMark } from "./plot-types";

/** Marks that would stand on each other, at the place of the first of them. */
export type MarkCluster = { x: number; marks: PlotMark[] };

/** The marks within a plot from left to right; those nearer to the first of a cluster than `gap` px are one with it. */
export function clusterMarks(
  marks: readonly PlotMark[],
  placeOf: (at: number) => number | null,
  gap: number,
): MarkCluster[] {
  const clusters: MarkCluster[] = [];
  for (const mark of [...marks].sort((a, b) => a.at - b.at)) {
    const x = placeOf(mark.at);
    if (x === null) continue;
    const last = clusters.at(-1);
    if (last && x - last.x < gap) last.marks.push(mark);
    else clusters.push({ x, marks: [mark] });
  }
  return clusters;
}
