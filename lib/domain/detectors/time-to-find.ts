import { normalCdf, normalDensity } from "../statistics/normal-cdf";
import { DAY_MS, HOUR_MS } from "../time/units";
import { evidenceShare, type HourScore } from "./hour-score";
import { HOURS_MIN, stepMax } from "./page-test";
import { DAY_HOURS, hourOfDay } from "./usual";

/** What takes longer is not found: so far back a test looks. */
const FINDABLE_HOURS = 168;
/** 95 % of normal variables are above minus this many deviations. */
const NORMAL_95 = 1.6449;

/**
 * How many hours after it began a slowdown of 20 % is found with a chance of 95 %, if it begins at the worst hour of the day; null
 * where that is more than a week.
 *
 * By the traffic there was: the evidence of so many hours is about normal, and must reach the threshold.
 */
export function hoursToFind(
  scores: readonly HourScore[],
  { noise, threshold }: { noise: number; threshold: number },
): number | null {
  const first = scores[0];
  const last = scores.at(-1);
  if (!first || !last) return null;
  const days = Math.max(1, (last.at + HOUR_MS - first.at) / DAY_MS);
  const gain: number[] = new Array(DAY_HOURS).fill(0);
  const spread: number[] = new Array(DAY_HOURS).fill(0);
  for (const score of scores) {
    const share = evidenceShare(score, noise);
    const variance = share * score.spread;
    const hour = hourOfDay(score.at);
    gain[hour] = (gain[hour] ?? 0) + boundedMean(share * score.drift, variance, stepMax(threshold)) / days;
    spread[hour] = (spread[hour] ?? 0) + variance / days;
  }
  let worst = 0;
  for (let start = 0; start < DAY_HOURS; start++) {
    const hours = hoursFrom(start, { gain, spread, threshold });
    if (hours === null) return null;
    worst = Math.max(worst, hours);
  }
  return worst;
}

type Evidence = { gain: readonly number[]; spread: readonly number[]; threshold: number };

function hoursFrom(start: number, { gain, spread, threshold }: Evidence): number | null {
  let mean = 0;
  let variance = 0;
  for (let hours = 1; hours <= FINDABLE_HOURS; hours++) {
    const hour = (start + hours - 1) % DAY_HOURS;
    mean += gain[hour] ?? 0;
    variance += spread[hour] ?? 0;
    if (hours >= HOURS_MIN && mean - NORMAL_95 * Math.sqrt(variance) >= threshold) return hours;
  }
  return null;
}

/** The mean of the lesser of a normal variable and a bound. */
function boundedMean(mean: number, variance: number, bound: number): number {
  if (variance === 0) return Math.min(mean, bound);
  const deviation = Math.sqrt(variance);
  const z = (bound - mean) / deviation;
  return bound - (bound - mean) * normalCdf(z) - deviation * normalDensity(z);
}
