import { HOUR_MS } from "../time/units";

/** Hours of a month. */
export const MONTH_HOURS = 720;
/** One step counts for so much of the threshold at most: three hours must agree before anything is found. */
const STEP_MAX = 0.4;
export const HOURS_MIN = 3;

/** What an hour adds to the evidence. */
export type Step = { at: number; step: number };
/** The hour whose end brought the evidence to the threshold, and the first of the run of hours that led there. */
export type Crossing = { since: number; at: number };

/**
 * The threshold with which so many tests together raise at most one false alarm a month.
 *
 * The mean time between false alarms of Page's test on log-likelihood ratios is at least e^threshold (Lorden, Annals of Mathematical
 * Statistics 42, 1971).
 */
export function thresholdFor(tests: number): number {
  return Math.log(MONTH_HOURS * Math.max(1, tests));
}

/** What a step counts for at most. */
export function stepMax(threshold: number): number {
  return STEP_MAX * threshold;
}

/**
 * Page's test (Biometrika 41, 1954): adds up steps, never below 0, until they reach the threshold; null where they do not, in an hour
 * from `from` on. Hours are in order.
 */
export function runPageTest(
  steps: readonly Step[],
  { threshold, from }: { threshold: number; from: number },
): Crossing | null {
  let evidence = 0;
  let since: number | null = null;
  for (const { at, step } of steps) {
    evidence = Math.max(0, evidence + Math.min(step, stepMax(threshold)));
    if (evidence === 0) since = null;
    else since ??= at;
    if (since !== null && evidence >= threshold && at >= from) return { since, at };
  }
  return null;
}

/**
 * The mean number of hours between false alarms where an hour's log-likelihood ratio is normal and a slowdown is worth `shift`
 * deviations of an hour. Siegmund, Sequential Analysis (1985), equation 2.56.
 */
export function averageRunLength(threshold: number, shift: number): number {
  const reach = threshold + 1.166 * shift;
  return (2 * (Math.exp(reach) - reach - 1)) / (shift * shift);
}

/** The end of the hour that begins at an instant. */
export function hourEnd(at: number): number {
  return at + HOUR_MS;
}
