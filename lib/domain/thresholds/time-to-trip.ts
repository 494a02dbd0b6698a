import { binomialTail } from "./binomial";
import { growingWindow } from "./growing-window";
import { scanSurvival, upCrossingRate } from "./scan-survival";
import { neverFires, type Trigger } from "./trigger";

/** How long a healthy model stays closed: the chance at instants since it closed, and the rate from the last on, per second. */
export type Survival = {
  points: { seconds: number; survival: number }[];
  rateAfter: number;
  /** When an empty window is full, and the chance then. */
  grown: { seconds: number; survival: number };
};

/** Below this a ratio of two chances near 1 has no digits left. */
const RATIO_RESOLUTION = 1e-11;
const LEAST_RATIO = 1e-15;
const EMPTY = { seconds: 0, survival: 1 };
const NEVER: Survival = { points: [EMPTY], rateAfter: 0, grown: EMPTY };

/**
 * The survival of one trigger on healthy traffic, from an empty window that is judged after `deafSeconds` at the earliest.
 *
 * The growing window is followed exactly, the full one by the scan statistic: what counts is the first time it is bad, since
 * the window is emptied then, and bad moments come in clumps.
 */
export function survivalOf(trigger: Trigger, deafSeconds: number): Survival {
  const { badShare, perSecond, full, least, windows, needed, fillsPerSecond } = trigger;
  if (neverFires(trigger) !== null || badShare <= 0) return NEVER;
  const first = Math.max(least, Math.ceil(deafSeconds * perSecond));
  let [judged, soon, later] = [0, 0, 0];
  for (const { samples, share } of windows) {
    const rates = slidingRates(trigger, samples);
    judged += share;
    soon += rates.soon * share;
    later += rates.later * share;
  }
  // A window that comes to hold enough may be bad already.
  const filled = (fillsPerSecond / perSecond) * binomialTail(needed(least), least, badShare);
  soon += filled;
  later += filled;
  const growing = growingWindow(trigger, first).map(({ samples, survival }) => ({
    seconds: samples / perSecond,
    survival: 1 - (1 - survival) * judged,
  }));
  const grown = growing.at(-1) ?? EMPTY;
  const slid = { seconds: grown.seconds + full / perSecond, survival: grown.survival * Math.exp(-soon * full) };
  return { points: [...growing, slid], rateAfter: later * perSecond, grown };
}

/** How often a full window fires per sample, while the samples it began with leave it and from then on. */
function slidingRates({ badShare, needed }: Trigger, samples: number): { soon: number; later: number } {
  const k = needed(samples);
  const { one, two, three } = scanSurvival(k, samples, badShare);
  const rate = (ratio: number) =>
    1 - ratio < RATIO_RESOLUTION
      ? upCrossingRate(k, samples, badShare)
      : -Math.log(Math.max(ratio, LEAST_RATIO)) / samples;
  return { soon: rate(one > 0 ? two / one : 0), later: rate(two > 0 ? three / two : 0) };
}

/** The mean time in s until the first of several triggers fires, taken as independent; Infinity where none ever does. */
export function meanSecondsToTrip(survivals: readonly Survival[]): number {
  const rateAfter = survivals.reduce((sum, survival) => sum + survival.rateAfter, 0);
  const instants = [...new Set(survivals.flatMap(({ points }) => points.map(({ seconds }) => seconds)))].sort(
    (a, b) => a - b,
  );
  let mean = 0;
  let before = { seconds: 0, survival: 1 };
  for (const seconds of instants) {
    const survival = survivals.reduce((product, one) => product * survivalAt(one, seconds), 1);
    mean += (seconds - before.seconds) * logMean(before.survival, survival);
    before = { seconds, survival };
  }
  return before.survival <= 0 ? mean : mean + before.survival / rateAfter;
}

function survivalAt({ points, rateAfter }: Survival, seconds: number): number {
  const next = points.findIndex((point) => point.seconds >= seconds);
  const before = points[(next < 0 ? points.length : next) - 1];
  const after = points[next];
  if (!before) return after?.survival ?? 1;
  if (!after) return before.survival * Math.exp(-rateAfter * (seconds - before.seconds));
  if (before.survival <= 0 || after.survival <= 0) return after.survival;
  const part = (seconds - before.seconds) / (after.seconds - before.seconds);
  return before.survival * (after.survival / before.survival) ** part;
}

/** The mean between two values of a curve that falls exponentially. */
function logMean(a: number, b: number): number {
  if (a <= 0 || b <= 0 || Math.abs(a - b) < 1e-9 * a) return (a + b) / 2;
  return (a - b) / Math.log(a / b);
}
