import { countUpTo } from "../count-up-to";
import type { Block } from "../statistics/effective-samples";
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
  const exact = parts.flatMap((part) => ("sorted" in part ? [part] : []));
  return summarize(exact.length === parts.length ? rankSorted(exact) : rankBins(parts));
}

function rankSorted(parts: readonly (BlockSamples & { sorted: Float64Array })[]): Ranking {
  const n = parts.reduce((sum, { sorted }) => sum + sorted.length, 0);
  const all = new Float64Array(n);
  let length = 0;
  for (const { sorted } of parts) {
    all.set(sorted, length);
    length += sorted.length;
  }
  all.sort();
  return {
    n,
    range: rangeOf(parts),
    at: (ranks) =>
      ranks.map((rank) => {
        const value = all[rank - 1] ?? Number.NaN;
        return { value, lo: value, hi: value };
      }),
    blocksAtMost: (value) => addBlocks(parts, ({ sorted }) => ({ n: sorted.length, hits: countUpTo(sorted, value) })),
  };
}

function rankBins(parts: readonly BlockSamples[]): Ranking {
  merged.clear();
  for (const part of parts) {
    if ("sorted" in part) for (const value of part.sorted) merged.add(value);
    else merged.addPairs(part.pairs);
  }
  const range = rangeOf(parts);
  return {
    n: merged.n,
    range,
    at: (ranks) => merged.binsAtRanks(ranks).map((bin) => rankedBin(bin, range)),
    blocksAtMost: (value) => {
      const bin = binOf(value);
      return addBlocks(parts, (part) =>
        "sorted" in part
          ? { n: part.sorted.length, hits: countUpTo(part.sorted, binBounds(bin).hi) }
          : countPairs(part.pairs, bin),
      );
    },
  };
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

/** Parts of one block together, in the order of the blocks. */
function addBlocks<Part extends BlockSamples>(parts: readonly Part[], count: (part: Part) => Block): Block[] {
  const blocks: Block[] = [];
  for (const part of parts) {
    const { n, hits } = count(part);
    const known = blocks[part.block];
    if (known) {
      known.n += n;
      known.hits += hits;
    } else blocks[part.block] = { n, hits };
  }
  return blocks.filter((block) => block !== undefined);
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

function rangeOf(parts: readonly BlockSamples[]): Range | null {
  let all: Range | null = null;
  for (const { range } of parts) {
    if (range === null) continue;
    all = all ? { min: Math.min(all.min, range.min), max: Math.max(all.max, range.max) } : { ...range };
  }
  return all;
}
