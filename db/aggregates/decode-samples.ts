import { Sketch } from "@/lib/domain/sketch/sketch";
import type { BlockSamples } from "@/lib/domain/sketch/summarize-blocks";
import { ROLLUP_METRICS, type RollupMetric, type RollupSum } from "../schema/rollup-columns";
import type { AggregateGroup, Samples } from "./group-types";
import { exactValues, rangeOf } from "./summarize-samples";

/** A group whose samples are decoded, for questions that merge them more than once. Its bucket is their block of time. */
export type DecodedGroup<Sum extends RollupSum = RollupSum> = Omit<AggregateGroup<Sum>, "samples"> & {
  samples: Partial<Record<RollupMetric, BlockSamples>>;
};

// Scratch space: a sketch is too large to make one per group.
const scratch = new Sketch();

export function decodeGroup<Sum extends RollupSum>(group: AggregateGroup<Sum>): DecodedGroup<Sum> {
  const samples: DecodedGroup["samples"] = {};
  for (const metric of ROLLUP_METRICS) {
    const own = group.samples[metric];
    if (own) samples[metric] = decodeSamples(own, group.bucket);
  }
  return { ...group, samples };
}

export function decodeSamples(samples: Samples, block: number): BlockSamples {
  const range = rangeOf([samples]);
  const sorted = exactValues([samples]);
  if (sorted) return { block, range, sorted };
  scratch.clear();
  scratch.mergeEncoded(samples.sketch);
  return { block, range, pairs: scratch.pairs() };
}

/** The blocks of a metric of all groups. */
export function blocksOf(groups: readonly DecodedGroup<never>[], metric: RollupMetric): BlockSamples[] {
  return groups.flatMap(({ samples }) => samples[metric] ?? []);
}
