/** The latencies of a model: ascending values in ms, each with the share of the samples at most that long. */
export type LatencyShares = {
  /** Of judged attempts, those that give a sample. */
  sampleShare: number;
  points: readonly (readonly [valueMs: number, shareAtMost: number])[];
};

/** What a model does while it is healthy, as the arithmetic of thresholds needs it. */
export type ModelTraffic = {
  /** Judged attempts, in the hour in the middle. */
  perSecond: number;
  /** The same in each quarter hour, in their order; as if it were `perSecond` all the time where left out. */
  course?: readonly number[];
  errorRate: number;
  /** Null without samples. */
  ttft_ms: LatencyShares | null;
  duration_ms: LatencyShares | null;
};

/** The share of samples above a limit, in a straight line between two known points. */
export function shareAbove({ points }: Pick<LatencyShares, "points">, maxMs: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle]?.[0] ?? 0) <= maxMs) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [points[low - 1], points[low]];
  if (!before) return points.length === 0 ? 0 : 1;
  if (!after) return Math.max(0, 1 - before[1]);
  const part = (maxMs - before[0]) / (after[0] - before[0]);
  return Math.max(0, 1 - (before[1] + part * (after[1] - before[1])));
}

/** The least limit in ms that at most this share of the samples exceeds, or null without samples. */
export function limitAbove({ points }: Pick<LatencyShares, "points">, share: number): number | null {
  const place = points.findIndex(([, atMost]) => 1 - atMost <= share);
  if (place < 0) return points.at(-1)?.[0] ?? null;
  return points[place]?.[0] ?? null;
}
