import { rankOf } from "@/lib/breaker/nearest-rank";
import { countUpTo } from "../count-up-to";
import { binRepresentative, SKETCH_LIMIT } from "../sketch/sketch-bins";
import type { BlockSamples } from "../sketch/summarize-blocks";

/** What of samples decides whether a percentile of them is above a limit; of several blocks it is added up. */
export const ABOVE_NAMES = ["n", "atMost", "withAbove", "withAtMost"] as const;
export type AboveCounts = Record<(typeof ABOVE_NAMES)[number], number>;

/** How many samples of a block there are and are shown as at most the limit; whether its greatest is above it, and its least is not. */
export function aboveCounts(block: BlockSamples, limit: number): AboveCounts {
  const { range } = block;
  const counted = "sorted" in block ? countSorted(block.sorted, limit) : countBins(block.pairs, limit);
  return {
    ...counted,
    withAbove: range !== null && Math.min(range.max, SKETCH_LIMIT) > limit ? 1 : 0,
    withAtMost: range !== null && Math.min(range.min, SKETCH_LIMIT) <= limit ? 1 : 0,
  };
}

/**
 * Whether the nearest-rank percentile of all of them is above the limit: as it is shown, which is its bin's representative within
 * the least and the greatest sample. It needs no merged sketch, so every minute of a month can be asked.
 */
export function isPercentileAbove({ n, atMost, withAbove, withAtMost }: AboveCounts, share: number): boolean {
  if (n === 0 || withAbove === 0) return false;
  return withAtMost === 0 || atMost < rankOf(share, n);
}

type Counted = Pick<AboveCounts, "n" | "atMost">;

function countSorted(sorted: Float64Array, limit: number): Counted {
  return { n: sorted.length, atMost: countUpTo(sorted, limit) };
}

function countBins(
  { bins, counts, length }: { bins: Uint16Array; counts: Float64Array; length: number },
  limit: number,
): Counted {
  let [n, atMost] = [0, 0];
  for (let pair = 0; pair < length; pair++) {
    const count = counts[pair] ?? 0;
    n += count;
    if (binRepresentative(bins[pair] ?? 0) <= limit) atMost += count;
  }
  return { n, atMost };
}
