import { BUCKETS, type Bucket, NO_COUNTS } from "./counts";
import { INSIDE } from "./meaning";
import { countsOfBlock } from "./read-usage";
import { settleUsage } from "./settle-usage";
import type { Usage } from "./tokens";

/**
 * What a gateway says that was used, in counts of its own with the cache inside the input, and the blocks that have what its
 * counts leave out: the first that says something of a count is taken. A count of 0 gives way to what a block says.
 */
export function reportedUsage(own: Partial<Record<Bucket, number | null>>, ...blocks: readonly unknown[]): Usage {
  const counts = { ...NO_COUNTS };
  const read = blocks.map(countsOfBlock);
  for (const bucket of BUCKETS) {
    const candidates = [own[bucket], ...read.map((block) => block[bucket])].filter((count) => count != null);
    counts[bucket] = candidates.find((count) => count > 0) ?? candidates[0] ?? null;
  }
  return settleUsage(counts, INSIDE);
}
