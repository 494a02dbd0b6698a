import { weightedPart } from "../backtest/weighted-summary";
import { countUpTo } from "../count-up-to";
import { BIN_COUNT, binBounds, binOf } from "../sketch/sketch-bins";
import { type BlockSamples, countAtMost, rangeOf, rankedBin } from "../sketch/summarize-blocks";
import { NO_SAMPLES, type Range, type Ranked, type Summary, summarize } from "../sketch/summary";
import { type Block, effectiveSamples } from "../statistics/effective-samples";

/** Samples of a block of time, whole numbers, each of which counts for `weight`. */
export type WeightedSamples = { samples: BlockSamples; weight: number };

// Weights are sums of fractions: what reaches a share by right may be a little less.
const SLACK = 1e-9;

/**
 * The percentiles of weighted samples: the least one up to which samples weigh the share asked for. Where all weigh the same, that is
 * the nearest rank.
 *
 * Bands rest on as many independent samples as the weights and the likeness of neighbouring blocks leave.
 */
export function summarizeWeightedBlocks(weighted: readonly WeightedSamples[]): Summary {
  const parts = weighted.filter(({ samples, weight }) => weight > 0 && sizeOf(samples) > 0);
  const n = parts.reduce((sum, { samples }) => sum + sizeOf(samples), 0);
  if (n === 0) return NO_SAMPLES;
  const total = parts.reduce((sum, { samples, weight }) => sum + sizeOf(samples) * weight, 0);
  const squares = parts.reduce((sum, { samples, weight }) => sum + sizeOf(samples) * weight ** 2, 0);
  const independent = (total * total) / squares;
  const range = rangeOf(parts.map(({ samples }) => samples));
  const isExact = parts.every(({ samples }) => "sorted" in samples);
  const blocksAtMost = weighBlocks(parts, isExact);
  const reaching = isExact ? exactReaching(parts) : binReaching(parts, range);
  return summarize({
    n,
    range,
    at: (ranks) => ranks.map((rank) => reaching((rank / n) * total * (1 - SLACK))),
    effectiveN: (value) => {
      const worth = effectiveSamples(blocksAtMost(value)) ?? independent;
      return worth >= n * (1 - SLACK) ? n : worth;
    },
  });
}

export function sizeOf(samples: BlockSamples): number {
  if ("sorted" in samples) return samples.sorted.length;
  let n = 0;
  for (let pair = 0; pair < samples.pairs.length; pair++) n += samples.pairs.counts[pair] ?? 0;
  return n;
}

type Reaching = (weight: number) => Ranked;

function exactReaching(parts: readonly WeightedSamples[]): Reaching {
  const lists = parts.flatMap(({ samples, weight }) => ("sorted" in samples ? [{ own: samples.sorted, weight }] : []));
  const n = lists.reduce((sum, { own }) => sum + own.length, 0);
  const all = new Float64Array(n);
  const weights = new Float64Array(n);
  let at = 0;
  for (const { own, weight } of lists) {
    all.set(own, at);
    weights.fill(weight, at, at + own.length);
    at += own.length;
  }
  const { values, upTo } = weightedPart(all, weights);
  return (weight) => {
    const value = values[Math.min(countBelow(upTo, weight), n - 1)] ?? Number.NaN;
    return { value, lo: value, hi: value };
  };
}

function binReaching(parts: readonly WeightedSamples[], range: Range | null): Reaching {
  const upTo = new Float64Array(BIN_COUNT);
  for (const { samples, weight } of parts) {
    if ("sorted" in samples)
      for (const value of samples.sorted) upTo[binOf(value)] = (upTo[binOf(value)] ?? 0) + weight;
    else addPairs(upTo, samples.pairs, weight);
  }
  let last = 0;
  for (let bin = 0; bin < BIN_COUNT; bin++) {
    if ((upTo[bin] ?? 0) > 0) last = bin;
    upTo[bin] = (upTo[bin - 1] ?? 0) + (upTo[bin] ?? 0);
  }
  return (weight) => rankedBin(Math.min(countBelow(upTo, weight), last), range);
}

function addPairs(into: Float64Array, pairs: Extract<BlockSamples, { pairs: unknown }>["pairs"], weight: number): void {
  for (let pair = 0; pair < pairs.length; pair++) {
    const bin = pairs.bins[pair] ?? 0;
    into[bin] = (into[bin] ?? 0) + weight * (pairs.counts[pair] ?? 0);
  }
}

/** How many of ascending numbers are less than this one. */
function countBelow(ascending: Float64Array, wanted: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Asks by value how much samples at most that weigh, by block; what does not depend on the value is added up once. */
function weighBlocks(parts: readonly WeightedSamples[], isExact: boolean): (value: number) => Block[] {
  const length = parts.reduce((most, { samples }) => Math.max(most, samples.block + 1), 0);
  const [sizes, squares] = [new Float64Array(length), new Float64Array(length)];
  for (const { samples, weight } of parts) {
    const size = sizeOf(samples);
    sizes[samples.block] = (sizes[samples.block] ?? 0) + size * weight;
    squares[samples.block] = (squares[samples.block] ?? 0) + size * weight ** 2;
  }
  return (value) => {
    const bin = binOf(value);
    const last = isExact ? value : binBounds(bin).hi;
    const hits = new Float64Array(length);
    for (const { samples, weight } of parts) {
      const own = "sorted" in samples ? countUpTo(samples.sorted, last) : countAtMost(samples, { bin, last }).hits;
      hits[samples.block] = (hits[samples.block] ?? 0) + own * weight;
    }
    const blocks: Block[] = [];
    for (const [block, n] of sizes.entries()) {
      if (n > 0) blocks.push({ n, hits: hits[block] ?? 0, squares: squares[block] ?? 0 });
    }
    return blocks;
  };
}
