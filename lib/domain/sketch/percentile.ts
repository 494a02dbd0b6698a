import { nearestRank, rankOf } from "@/lib/breaker/nearest-rank";
import { quantilesOfPiece, type Sketch } from "./sketch";
import { SKETCH_LIMIT } from "./sketch-bins";
import type { Range } from "./summary";

export { nearestRank } from "@/lib/breaker/nearest-rank";
export { bandRanks } from "./order-statistic-band";

type ValuesAtRanks = (ascendingRanks: readonly number[]) => number[];

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
