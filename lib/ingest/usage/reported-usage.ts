import { BUCKETS, type Bucket, type Counts, NO_COUNTS } from "./counts";
import { INSIDE, type Meaning } from "./meaning";
import { countsOfBlock } from "./read-usage";
import { settleUsage } from "./settle-usage";
import type { Usage } from "./tokens";

type OwnCounts = Partial<Record<Bucket, number | null>>;

/**
 * What a gateway says that was used, in counts of its own with the cache inside the input, and the blocks that have what its
 * counts leave out: the first that says something of a count is taken. A count of 0 gives way to what a block says.
 */
export function reportedUsage(own: OwnCounts, ...blocks: readonly unknown[]): Usage {
  return settleUsage(countsOf(own, blocks), INSIDE);
}

/** The same of a gateway that writes 0 where it knows of no usage, its counts being meant as given. */
export function usageUnlessZero(own: OwnCounts, meaning: Meaning = INSIDE, ...blocks: readonly unknown[]): Usage {
  const counts = countsOf(own, blocks);
  return BUCKETS.some((bucket) => Boolean(counts[bucket])) ? settleUsage(counts, meaning) : { tokens: {} };
}

function countsOf(own: OwnCounts, blocks: readonly unknown[]): Counts {
  const counts = { ...NO_COUNTS };
  const read = blocks.map(countsOfBlock);
  for (const bucket of BUCKETS) {
    const candidates = [own[bucket], ...read.map((block) => block[bucket])].filter((count) => count != null);
    counts[bucket] = candidates.find((count) => count > 0) ?? candidates[0] ?? null;
  }
  return counts;
}
