import { countUpTo } from "../count-up-to";
import { type Block, effectiveSamples } from "../statistics/effective-samples";
import { Sketch, type SketchPairs } from "./sketch";
import { binBounds, binOf, binRepresentative, SKETCH_LIMIT } from "./sketch-bins";
import { type Range, type Ranked, type Ranking, type Summary, summarize } from "./summary";

/** Samples of a block of time: in ascending order where each is known, else counted in bins. */
export type BlockSamples = { block: number; range: Range | null } & ({ sorted: Float64Array } | { pairs: SketchPairs });

// Scratch space: nothing of it outlives a call.
const merged = new Sketch();

/**
 * The percentiles of samples in blocks of time, whose bands know how alike those of one time are.
 *
 * Several may be of one block. Exact where every sample is known; else within 1 % of the nearest-rank sample, and the bands reach to
 * the ends of their bins.
 */
export function summarizeBlocks(parts: readonly BlockSamples[]): Summary {
  return summarize({ ...rankBlocks(parts), effectiveN: (value) => effectiveSamples(blocksAtMost(parts, value)) });
}

/** The samples of all parts together by rank. What it gives must be asked before another is made. */
export function rankBlocks(parts: readonly BlockSamples[]): Ranking {
  const exact = parts.flatMap((part) => ("sorted" in part ? [part.sorted] : []));
  return exact.length === parts.length ? rankSorted(exact, rangeOf(parts)) : rankBins(parts);
}

/** How many samples each block has that are at most a value, in the order of the blocks; of bins, those up to the value's own. */
export function blocksAtMost(parts: readonly BlockSamples[], value: number): Block[] {
  const blocks: Block[] = [];
  const bin = binOf(value);
  const isExact = parts.every((part) => "sorted" in part);
  const last = isExact ? value : binBounds(bin).hi;
  for (const part of parts) {
    const { n, hits } = countAtMost(part, { bin, last });
    const known = blocks[part.block] ?? { n: 0, hits: 0 };
    blocks[part.block] = { n: known.n + n, hits: known.hits + hits };
  }
  return blocks.filter((block) => block !== undefined);
}

/** How many samples of a part are at most a value: of samples known themselves `last`, else up to the end of a bin. */
export function countAtMost(part: BlockSamples, { bin, last }: { bin: number; last: number }): Block {
  if ("sorted" in part) return { n: part.sorted.length, hits: countUpTo(part.sorted, last) };
  return countPairs(part.pairs, bin);
}

function rankSorted(lists: readonly Float64Array[], range: Range | null): Ranking {
  const n = lists.reduce((sum, { length }) => sum + length, 0);
  const all = new Float64Array(n);
  let length = 0;
  for (const list of lists) {
    all.set(list, length);
    length += list.length;
  }
  // One list is in order already.
  if (lists.length > 1) all.sort();
  return {
    n,
    range,
    at: (ranks) =>
      ranks.map((rank) => {
        const value = all[rank - 1] ?? Number.NaN;
        return { value, lo: value, hi: value };
      }),
  };
}

function rankBins(parts: readonly BlockSamples[]): Ranking {
  merged.clear();
  for (const part of parts) {
    if ("sorted" in part) for (const value of part.sorted) merged.add(value);
    else merged.addPairs(part.pairs);
  }
  const range = rangeOf(parts);
  return { n: merged.n, range, at: (ranks) => merged.binsAtRanks(ranks).map((bin) => rankedBin(bin, range)) };
}

/** A bin as a sample, within the exact least and greatest one; what is beyond the limit of bins counts as the limit. */
export function rankedBin(bin: number, range: Range | null): Ranked {
  const { lo, hi } = binBounds(bin);
  const value = binRepresentative(bin);
  if (range === null) return { value, lo, hi };
  const least = Math.min(range.min, SKETCH_LIMIT);
  const most = Math.min(range.max, SKETCH_LIMIT);
  const clamp = (own: number) => Math.min(Math.max(own, least), most);
  return { value: clamp(value), lo: clamp(lo), hi: clamp(hi) };
}

function countPairs({ bins, counts, length }: SketchPairs, last: number): Block {
  let n = 0;
  let hits = 0;
  for (let pair = 0; pair < length; pair++) {
    const count = counts[pair] ?? 0;
    n += count;
    if ((bins[pair] ?? 0) <= last) hits += count;
  }
  return { n, hits };
}

export function rangeOf(parts: readonly BlockSamples[]): Range | null {
  let all: Range | null = null;
  for (const { range } of parts) {
    if (range === null) continue;
    all = all ? { min: Math.min(all.min, range.min), max: Math.max(all.max, range.max) } : { ...range };
  }
  return all;
}
