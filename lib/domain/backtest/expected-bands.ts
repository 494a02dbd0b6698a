import { countJudged } from "../outcome";
import { NORMAL_975 } from "../statistics/normal-975";
import { wilsonInterval } from "../statistics/proportion-interval";
import type { BacktestStats } from "./backtest-stats";
import type { Expectation } from "./pool-evidence";

/** A 95 % interval. */
export type KnownBand = [low: number, high: number];

/**
 * The interval of the error rate after: what stays is a record, what is moved is known as well as its pools are large.
 *
 * A sum of independent proportions, each with its Wilson interval (MOVER: Zou & Donner, Statistics in Medicine 27, 2008).
 */
export function errorRateBand(after: BacktestStats, expectations: readonly Expectation[]): KnownBand | null {
  const { errorRate, outcomes } = after;
  if (errorRate === null) return null;
  const judged = countJudged(outcomes);
  let below = 0;
  let above = 0;
  for (const { moved, n, failures } of expectations) {
    const interval = wilsonInterval({ hits: Math.min(failures, n), n });
    if (!interval) continue;
    below += (moved * (interval.value - interval.low)) ** 2;
    above += (moved * (interval.high - interval.value)) ** 2;
  }
  return [Math.max(0, errorRate - Math.sqrt(below) / judged), Math.min(1, errorRate + Math.sqrt(above) / judged)];
}

/** The interval of the cost after in pico USD, from the spread of costs in the pools. */
export function costBand(after: BacktestStats, expectations: readonly Expectation[]): [bigint, bigint] | null {
  if (after.costPico === null) return null;
  let variance = 0;
  for (const { moved, n, costPico, costPicoSquared } of expectations) {
    // One attempt shows no spread at all; then its cost itself stands for it.
    const spread = n < 2 ? costPicoSquared : Math.max(0, costPicoSquared - costPico ** 2) * (n / (n - 1));
    variance += (moved ** 2 * spread) / n;
  }
  const margin = BigInt(Math.round(NORMAL_975 * Math.sqrt(variance)));
  return [after.costPico > margin ? after.costPico - margin : 0n, after.costPico + margin];
}
