import type { BreakerPolicy } from "../../breaker/policy";
import { binomialPmf, binomialPmfs, binomialTail } from "./binomial";
import { scanSurvival } from "./scan-survival";

/** Windows that are judged, by the samples in them, with how large a share of all windows they are. */
export type JudgedWindows = readonly { samples: number; share: number }[];

export type WindowContent = {
  /** Samples an average window holds. */
  typical: number;
  windows: JudgedWindows;
  /** How often a window comes to hold enough, after a time in which it did not. */
  fillsPerSecond: number;
};

type Holding = Pick<BreakerPolicy, "window_requests" | "window_seconds">;

/** What comes by itself at any moment is a binomial of so many moments, to seven digits. */
const MOMENTS = 1e9;
const NEVER_SHARE = 1e-9;
const WINDOWS_MAX = 16;
/** Standard deviations that hold all that counts. */
const SPREAD = 6;
const LONGEST_SECONDS = 1e12;

/** The judged attempts a window holds at a rate per second: the one just judged, and those of the seconds before it. */
export function windowHolds(policy: Holding, perSecond: number): number {
  return Math.min(policy.window_requests, Math.floor(perSecond * policy.window_seconds * (1 + 1e-12)) + 1);
}

/** Whether an average window holds what a verdict needs, of attempts of which a share gives a sample. */
export function holdsEnough(policy: Holding & Pick<BreakerPolicy, "min_requests">, perSecond: number, sampleShare = 1) {
  return Math.round(windowHolds(policy, perSecond) * sampleShare) >= policy.min_requests;
}

/**
 * What windows hold when attempts come by themselves at a rate: so many on average, by chance more or fewer, up to the
 * requests a window is cut at. Of the attempts only a share gives a sample.
 */
export function windowContent(
  policy: Holding,
  { perSecond, least, sampleShare }: { perSecond: number; least: number; sampleShare: number },
): WindowContent {
  const most = policy.window_requests;
  const mean = perSecond * policy.window_seconds;
  const typical = Math.round(windowHolds(policy, perSecond) * sampleShare);
  if (mean > most + SPREAD * Math.sqrt(most))
    return { typical, windows: cutWindows(most, least, sampleShare), fillsPerSecond: 0 };

  const cutShare = atLeast(most - 1, mean);
  const cut = cutWindows(most, least, sampleShare).map(({ samples, share }) => ({ samples, share: share * cutShare }));
  const upTo = Math.floor(most * sampleShare) - (sampleShare === 1 ? 1 : 0);
  const free = freeWindows(mean * sampleShare, least, upTo);
  return {
    typical,
    windows: [...cut, ...free].filter(({ share }) => share > NEVER_SHARE),
    fillsPerSecond: fillsPerSecond(mean * sampleShare, least) / policy.window_seconds,
  };
}

/** The mean time in s until a window that is empty first holds so many attempts. */
export function secondsToHold({ window_seconds: seconds }: Holding, perSecond: number, count: number): number {
  if (perSecond <= 0) return LONGEST_SECONDS;
  const mean = perSecond * seconds;
  if (mean > count + SPREAD * Math.sqrt(mean)) return count / perSecond;
  const pmfs = binomialPmfs(count - 1, MOMENTS, mean / MOMENTS);
  // Until the first attempts leave the window they only add up.
  const joined = pmfs.reduce((sum, chance, at) => sum + chance * at, count * atLeast(count, mean));
  const { one, two, three } = scanSurvival(count, MOMENTS, mean / MOMENTS);
  const perWindow = two > 0 ? -Math.log(three / two) : Number.POSITIVE_INFINITY;
  const later = ((one + two) / 2 + two / perWindow) * seconds;
  return Math.min(joined / perSecond + later, LONGEST_SECONDS);
}

function atLeast(count: number, mean: number): number {
  return binomialTail(count, MOMENTS, mean / MOMENTS);
}

/** The chance, for each length of a window, that it holds enough for the first time in a while. */
function fillsPerSecond(mean: number, least: number): number {
  if (mean > least + SPREAD * Math.sqrt(mean) || atLeast(least, mean) < NEVER_SHARE) return 0;
  const { one, two } = scanSurvival(least, MOMENTS, mean / MOMENTS);
  return one - two;
}

/** The samples of windows of so many attempts, at a few places where they are many: a percentile's rank jumps between them. */
function cutWindows(full: number, least: number, sampleShare: number): JudgedWindows {
  const judged = full >= least ? binomialTail(least, full, sampleShare) : 0;
  const mean = full * sampleShare;
  const spread = Math.ceil(4 * Math.sqrt(mean * (1 - sampleShare)));
  const last = Math.min(full, Math.max(Math.ceil(mean) + spread, least));
  const first = Math.min(last, Math.max(least, Math.floor(mean) - spread));
  return some({ first, last, judged }, (samples) => binomialPmf(samples, full, sampleShare));
}

/** Windows that only their seconds cut: the sample just judged, and others as they come. */
function freeWindows(mean: number, least: number, most: number): JudgedWindows {
  const judged = Math.max(0, atLeast(least - 1, mean) - atLeast(most, mean));
  const spread = Math.ceil(4 * Math.sqrt(mean)) + 4;
  const last = Math.min(most, Math.max(Math.ceil(mean), least) + spread);
  const first = Math.min(last, Math.max(least, Math.floor(mean) - spread));
  return some({ first, last, judged }, (samples) => binomialPmf(samples - 1, MOMENTS, mean / MOMENTS));
}

function some(
  { first, last, judged }: { first: number; last: number; judged: number },
  chance: (samples: number) => number,
): JudgedWindows {
  if (judged <= NEVER_SHARE) return [];
  const stride = Math.ceil((last - first + 1) / WINDOWS_MAX);
  const windows: { samples: number; share: number }[] = [];
  for (let samples = last; samples >= first; samples -= stride) windows.push({ samples, share: chance(samples) });
  const all = windows.reduce((sum, { share }) => sum + share, 0);
  if (all <= 0) return [];
  return windows.map(({ samples, share }) => ({ samples, share: (share / all) * judged }));
}
