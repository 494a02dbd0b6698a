import { burnRate } from "../sla/burn-rate";
import type { BurnWindow } from "../sla/burn-windows";
import { allowedFailures } from "../sla/error-budget";
import type { Judged } from "../uptime/uptime";
import type { Verdict } from "./alert-state";

export const BURN_MIN_ATTEMPTS = 50;

/** One failure alone is no rate, however few attempts there are. */
const BURN_MIN_FAILURES = 2;

/** The fastest that a budget can burn: every attempt failed. */
export function burnRateMax(target: number): number {
  return 1 / (1 - target);
}

/** The target above which a factor can be reached at all. */
export function lowestTargetFor(factor: number): number {
  return 1 - 1 / factor;
}

export type BurnInput = {
  /** Below 100, of at most four decimals. */
  targetPercent: number;
  /** Attempts that both windows must have: of few, one failure is a large share and little evidence. */
  minAttempts: number;
  windows: readonly BurnWindow[];
  /** What was counted in the last so many minutes. */
  counted: (minutes: number) => Judged;
};

/** A pair of windows with what was measured in them. */
export type BurnPair = BurnWindow & {
  verdict: Verdict;
  long: number | null;
  short: number | null;
  longCounts: Judged;
  shortCounts: Judged;
};

export type BurnResult = { verdict: Verdict; worst: BurnPair | null };

/**
 * Whether an error budget burns too fast: in both windows of any pair, which the long one makes certain and the short one current.
 *
 * Each window needs its attempts and two failures. Without an attempt in the shortest window nothing is known of now, so it neither
 * begins nor ends. A pair with too few attempts decides nothing, but that a short window does not burn shows in few as well.
 */
export function burnVerdict({ targetPercent, minAttempts, windows, counted }: BurnInput): Verdict {
  let [isMeasured, isOpen, newest] = [false, false, Number.POSITIVE_INFINITY];
  for (const { longMinutes, shortMinutes, factor } of windows) {
    const long = counted(longMinutes);
    const verdict = judgePair(long, () => counted(shortMinutes), { factor, targetPercent, minAttempts });
    if (verdict === "breached") return verdict;
    if (verdict === "ok") isMeasured = true;
    else if (attemptsOf(long) >= minAttempts) isOpen = true;
    newest = Math.min(newest, shortMinutes);
  }
  return isMeasured && !isOpen && attemptsOf(counted(newest)) > 0 ? "ok" : "unmeasured";
}

/** The verdict of an error budget, and the pair of windows that it rests on: one that is breached, else the nearest to its factor. */
export function judgeBurn(input: BurnInput): BurnResult {
  const { targetPercent, windows, counted } = input;
  const pairs = windows.map((window): BurnPair => {
    const [longCounts, shortCounts] = [counted(window.longMinutes), counted(window.shortMinutes)];
    const [long, short] = [rateOf(longCounts, targetPercent), rateOf(shortCounts, targetPercent)];
    return {
      ...window,
      long,
      short,
      longCounts,
      shortCounts,
      verdict: judgePair(longCounts, () => shortCounts, { ...window, ...input }),
    };
  });
  const breached = pairs.find(({ verdict }) => verdict === "breached");
  const [nearest = null] = [...pairs].sort((a, b) => share(b) - share(a));
  return { verdict: burnVerdict(input), worst: breached ?? nearest };
}

type PairLimits = { factor: number; targetPercent: number; minAttempts: number };

function judgePair(long: Judged, shortOf: () => Judged, { factor, targetPercent, minAttempts }: PairLimits): Verdict {
  // The share of failures comes from a division and so does the limit: what is meant to be equal counts as reached.
  const reaches = (rate: number) => rate >= factor * (1 - 1e-9);
  const longRate = rateOf(long, targetPercent);
  if (longRate === null || attemptsOf(long) < minAttempts) return "unmeasured";
  if (!reaches(longRate) || long.failed < BURN_MIN_FAILURES) return "ok";
  const short = shortOf();
  const shortRate = rateOf(short, targetPercent);
  if (shortRate === null) return "unmeasured";
  if (!reaches(shortRate)) return "ok";
  if (attemptsOf(short) < minAttempts) return "unmeasured";
  return short.failed < BURN_MIN_FAILURES ? "ok" : "breached";
}

function rateOf({ ok, failed }: Judged, targetPercent: number): number | null {
  return burnRate({ failed, allowed: allowedFailures(ok + failed, targetPercent) });
}

function attemptsOf({ ok, failed }: Judged): number {
  return ok + failed;
}

function share({ long, factor }: BurnPair): number {
  return (long ?? 0) / factor;
}
