import { longRunVariance } from "../../statistics/long-run-variance";
import type { Residual } from "./expected-level";
import { CLIP, clip, createLevelFilter, type SeriesNoise } from "./level-filter";

const SHARES = [0.003, 0.03, 0.1, 0.3, 0.7];
const MEMORIES = [0.3, 0.6, 0.85, 0.95];
const DRIFTS = [0, 1e-5, 1e-4, 1e-3];
const ROUNDS = 2;

/** Noise, and by how much surprises are larger than the filter says, at least 1. */
export type FittedNoise = { noise: SeriesNoise; scale: number };

/**
 * The noise of a healthy series, by maximum likelihood over a grid, one variance after the other; null of nothing to learn from.
 *
 * What the filter does not explain, in all surprises or in their slowest waves, which add up over days, widens them: the larger of both.
 */
export function fitNoise(residuals: readonly (Residual | null)[], leastSpread: number): FittedNoise | null {
  const known = residuals.filter((residual) => residual !== null);
  if (known.length === 0) return null;
  const floor = leastSpread ** 2;
  const centre = median(known.map(({ value }) => value));
  // 1.4826 × the median of distances is the deviation of normal values, whatever is far out.
  const robust = (1.4826 * median(known.map(({ value }) => Math.abs(value - centre)))) ** 2;
  const spread = Math.max(robust, floor);
  let best: SeriesNoise = { spread, wander: 0.1 * spread, memory: 0.6, fresh: 0.1 * spread + floor, drift: 0 };
  let cost = costOf(residuals, best);
  const attempt = (changed: Partial<SeriesNoise>) => {
    const noise = { ...best, ...changed };
    const own = costOf(residuals, noise);
    if (own < cost) [best, cost] = [noise, own];
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const share of SHARES) attempt({ wander: share * spread });
    for (const memory of MEMORIES) attempt({ memory });
    for (const share of SHARES) attempt({ fresh: share * spread + floor });
    for (const share of DRIFTS) attempt({ drift: share * spread });
  }
  const surprises = surprisesOf(residuals, best).flatMap((surprise) => (surprise === null ? [] : [clip(surprise)]));
  const all = surprises.reduce((sum, surprise) => sum + surprise ** 2, 0) / surprises.length;
  const slow = (longRunVariance(surprises)?.variance ?? 0) / surprises.length;
  return { noise: best, scale: Math.sqrt(Math.max(1, all, slow)) };
}

function surprisesOf(residuals: readonly (Residual | null)[], noise: SeriesNoise): (number | null)[] {
  const filter = createLevelFilter(noise);
  return residuals.map((residual) => filter(residual).surprise);
}

/** −2 × the log-likelihood, of which an hour far out costs no more than one at the clip. */
function costOf(residuals: readonly (Residual | null)[], noise: SeriesNoise): number {
  const filter = createLevelFilter(noise);
  let cost = 0;
  for (const residual of residuals) {
    const { surprise, variance } = filter(residual);
    if (surprise !== null) cost += Math.log(variance) + Math.min(surprise ** 2, CLIP ** 2);
  }
  return cost;
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
