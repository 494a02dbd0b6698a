import { studentT95 } from "./long-run-variance";
import { ratioInterval } from "./ratio-interval";

/** Sums over a block of time: of values v with weights w. */
export type MeanBlock = { n: number; w: number; wv: number; ww: number; wwv: number; wwvv: number };

export type WeightedMean = { n: number; mean: number; low: number | null; high: number | null };

const VALUES_MIN = 10;

/**
 * The weighted mean of values with its 95 % interval; null of no weight, and without bounds of fewer than ten values.
 *
 * The interval is that of a ratio (Cochran, Sampling Techniques, §6.3) by Student's t, or, where it is wider, the one that blocks
 * of time give, whose values may be alike.
 */
export function weightedMean(blocks: readonly MeanBlock[]): WeightedMean | null {
  const sum = (of: (block: MeanBlock) => number) => blocks.reduce((total, block) => total + of(block), 0);
  const [n, weight] = [sum((block) => block.n), sum(({ w }) => w)];
  if (weight <= 0) return null;
  const mean = sum(({ wv }) => wv) / weight;
  if (n < VALUES_MIN) return { n, mean, low: null, high: null };
  const squares = sum(({ wwvv }) => wwvv) - 2 * mean * sum(({ wwv }) => wwv) + mean * mean * sum(({ ww }) => ww);
  // Sums of squares of values that are all alike may fall short of nothing by a rounding.
  const spread = Math.sqrt((Math.max(0, squares) * n) / (n - 1)) / weight;
  const plain = studentT95(Math.min(n - 1, MOST_DOF)) * spread;
  const known = ratioInterval(blocks.map(({ w, wv }) => ({ top: wv, bottom: w })));
  const margin = Math.max(plain, known ? known.high - mean : 0);
  return { n, mean, low: mean - margin, high: mean + margin };
}

/** From here on Student's t is within a thousandth of the normal. */
const MOST_DOF = 1_000;
