import { binomialPmfs, binomialTail } from "./binomial";
import type { Rule, Trigger } from "./trigger";

/** The chance that a model has not opened yet, after so many samples since its window was empty. */
export type SurvivalPoint = { samples: number; survival: number };

const POINTS = 48;
/** Chances below this are left out of the sums. */
const NEGLIGIBLE = 1e-18;

/**
 * How a window that grows from nothing to its full size fares, judged from `first` samples on: step by step, over every count
 * of bad samples that has not opened the model.
 *
 * A growing window is the more delicate one: one failure of fifty is twice the rate of one of a hundred.
 */
export function growingWindow(trigger: Trigger, first: number): SurvivalPoint[] {
  const { badShare: p, full, needed } = trigger;
  const start = Math.min(first, full);
  let limit = Math.min(needed(start), start + 1);
  const counts = new Float64Array(needed(full) + 1);
  counts.set(binomialPmfs(limit - 1, start, p));
  let survival = 1 - binomialTail(limit, start, p);
  const points: SurvivalPoint[] = [
    { samples: 0, survival: 1 },
    { samples: first - 1, survival: 1 },
    { samples: first, survival },
  ];
  let [low, high] = bounds(counts, limit - 1);
  const stride = Math.max(1, Math.ceil((full - start) / POINTS));
  for (let samples = start + 1; samples <= full; samples++) {
    limit = Math.min(needed(samples), samples + 1);
    high = Math.min(high + 1, limit);
    for (let bad = high; bad > low; bad--) counts[bad] = (counts[bad] ?? 0) * (1 - p) + (counts[bad - 1] ?? 0) * p;
    counts[low] = (counts[low] ?? 0) * (1 - p);
    if (high === limit) {
      survival -= counts[limit] ?? 0;
      counts[limit] = 0;
      high--;
    } else if ((counts[high] ?? 0) < NEGLIGIBLE) counts[high--] = 0;
    if (low < high && (counts[low] ?? 0) < NEGLIGIBLE) counts[low++] = 0;
    if ((samples - start) % stride === 0 || samples === full) {
      points.push({ samples, survival: Math.max(0, survival) });
    }
  }
  return points;
}

/** How likely a window is bad from one count of samples up to another without a good verdict between them. */
export function staysBad({ badShare: p, needed }: Rule, from: number, end: number): number {
  const least = needed(from);
  if (least > from) return 0;
  const spread = Math.ceil(p * end + 10 * Math.sqrt(p * end) + 20);
  const size = Math.min(end, least + spread) + 1;
  const counts = binomialPmfs(size - 1, from, p);
  counts.fill(0, 0, Math.min(least, size));
  let low = least;
  for (let samples = from + 1; samples <= end; samples++) {
    for (let bad = size - 1; bad > low; bad--) counts[bad] = (counts[bad] ?? 0) * (1 - p) + (counts[bad - 1] ?? 0) * p;
    counts[low] = (counts[low] ?? 0) * (1 - p);
    for (const limit = needed(samples); low < limit && low < size; low++) counts[low] = 0;
  }
  return counts.reduce((sum, chance) => sum + chance, 0);
}

/** The first and last count worth following. */
function bounds(counts: Float64Array, last: number): [number, number] {
  let [low, high] = [0, Math.max(0, last)];
  while (high > 0 && (counts[high] ?? 0) < NEGLIGIBLE) high--;
  while (low < high && (counts[low] ?? 0) < NEGLIGIBLE) low++;
  return [low, high];
}
