import { recordOf } from "../record-of";
import { neighbourEffect } from "../statistics/neighbour-effect";
import { type BlockSamples, blocksAtMost, rankBlocks } from "./summarize-blocks";
import { PERCENTILES, type Summary, summarize } from "./summary";

/**
 * The percentiles of each bucket of a line in order, whose bands know how far neighbours lie apart that should be alike.
 *
 * A bucket without samples is null.
 */
export function summarizeBuckets(buckets: readonly (BlockSamples | null)[]): (Summary | null)[] {
  const known = buckets.flatMap((samples) => samples ?? []);
  const line = summarize(rankBlocks(known));
  const effects = recordOf(PERCENTILES, (name) => {
    const value = line[name];
    return value === null ? null : neighbourEffect(blocksAtMost(known, value));
  });
  return buckets.map((samples) => {
    if (samples === null) return null;
    const ranking = rankBlocks([samples]);
    return summarize({
      ...ranking,
      effectiveN: (_value, name) => {
        const effect = effects[name];
        return effect === null ? null : ranking.n / effect;
      },
    });
  });
}
