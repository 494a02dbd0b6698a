import { nearestRank, rankOf } from "@/lib/breaker/nearest-rank";
import { bandRanks } from "./order-statistic-band";
import { quantilesOfPiece, type Sketch } from "./sketch";
import { SKETCH_LIMIT } from "./sketch-bins";

export { nearestRank } from "@/lib/breaker/nearest-rank";
export { bandRanks } from "./order-statistic-band";

/** 95 % interval of a percentile; null is a bound the samples are too few for. */
export type Band = [lo: number | null, hi: number | null];

/** What is shown of a distribution, all in the samples' own unit; all null of no samples. */
export type Summary = {
  n: number;
  min: number | null;
  max: number | null;
  p50: number | null;
  p95: number | null;
  p99: number | null;
  bands: { p50: Band; p95: Band; p99: Band };
};

type Range = { min: number; max: number };
type ValuesAtRanks = (ascendingRanks: readonly number[]) => number[];

/** Percentiles of a sketch, each within 1 % of its nearest-rank sample, clamped to the exact min and max kept beside it. */
export function summarizeSketch(sketch: Sketch, range: Range | null): Summary {
  const valuesAtRanks = clamped(sketch, range);
  return summarize(sketch.n, range, valuesAtRanks);
}

/** Percentiles of the samples themselves, in ascending order. */
export function summarizeSorted(sorted: ArrayLike<number>): Summary {
  const n = sorted.length;
  const min = sorted[0];
  const max = sorted[n - 1];
  const range = min === undefined || max === undefined ? null : { min, max };
  return summarize(n, range, (ranks) => ranks.map((rank) => sorted[rank - 1] ?? Number.NaN));
}

/** Several percentiles of a sketch in one pass, in the order asked; null each when it is empty. */
export function quantilesOfSketch(sketch: Sketch, shares: readonly number[], range: Range | null): (number | null)[] {
  if (sketch.n === 0) return shares.map(() => null);
  return inAnyOrder(
    shares.map((share) => rankOf(share, sketch.n)),
    clamped(sketch, range),
  );
}

/**
 * The same of an encoded sketch, without decoding all of it where it is one packed piece; null where it is not, or where
 * the shares are not ascending.
 */
export function quantilesOfEncoded(bytes: Uint8Array, shares: readonly number[], range: Range | null): number[] | null {
  if (!isAscending(shares)) return null;
  const values = quantilesOfPiece(bytes, shares);
  return values && range ? values.map(clamper(range)) : values;
}

function summarize(n: number, range: Range | null, valuesAtRanks: ValuesAtRanks): Summary {
  if (n === 0) {
    const bands: Summary["bands"] = { p50: [null, null], p95: [null, null], p99: [null, null] };
    return { n: 0, min: null, max: null, p50: null, p95: null, p99: null, bands };
  }
  const [b50, b95, b99] = [bandRanks(n, 0.5), bandRanks(n, 0.95), bandRanks(n, 0.99)];
  const ranks = [b50.lo, rankOf(0.5, n), b50.hi, b95.lo, rankOf(0.95, n), b95.hi, b99.lo, rankOf(0.99, n), b99.hi];
  const [lo50, p50, hi50, lo95, p95, hi95, lo99, p99, hi99] = inAnyOrder(ranks, valuesAtRanks);
  return {
    n,
    min: range?.min ?? null,
    max: range?.max ?? null,
    p50: p50 ?? null,
    p95: p95 ?? null,
    p99: p99 ?? null,
    bands: {
      p50: [lo50 ?? null, hi50 ?? null],
      p95: [lo95 ?? null, hi95 ?? null],
      p99: [lo99 ?? null, hi99 ?? null],
    },
  };
}

function clamped(sketch: Sketch, range: Range | null): ValuesAtRanks {
  if (!range) return (ranks) => sketch.valuesAtRanks(ranks);
  const clamp = clamper(range);
  return (ranks) => sketch.valuesAtRanks(ranks).map(clamp);
}

function clamper(range: Range): (value: number) => number {
  // A sketch counts what is longer than its limit as the limit, though min and max stay exact.
  const least = Math.min(range.min, SKETCH_LIMIT);
  const most = Math.min(range.max, SKETCH_LIMIT);
  return (value) => Math.min(Math.max(value, least), most);
}

function inAnyOrder(ranks: readonly (number | null)[], valuesAtRanks: ValuesAtRanks): (number | null)[] {
  if (isAscending(ranks)) return valuesAtRanks(ranks);
  const ascending = ranks.filter((rank) => rank !== null).sort((a, b) => a - b);
  const values = valuesAtRanks(ascending);
  return ranks.map((rank) => (rank === null ? null : (values[ascending.indexOf(rank)] ?? null)));
}

function isAscending(ranks: readonly (number | null)[]): ranks is readonly number[] {
  let last = 0;
  for (const rank of ranks) {
    if (rank === null || rank < last) return false;
    last = rank;
  }
  return true;
}

/** The nearest-rank percentile of samples in any order, or null of none. */
export function percentileOf(values: Iterable<number>, q: number): number | null {
  return nearestRank(
    [...values].sort((a, b) => a - b),
    q,
  );
}
