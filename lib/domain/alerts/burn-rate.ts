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
export function judgeBurn({ targetPercent, minAttempts, windows, counted }: BurnInput): BurnResult {
  const rateOf = ({ ok, failed }: Judged) => burnRate({ failed, allowed: allowedFailures(ok + failed, targetPercent) });
  const pairs = windows.map((window): BurnPair => {
    const [long, short] = [counted(window.longMinutes), counted(window.shortMinutes)];
    const rates = { long: rateOf(long), short: rateOf(short) };
    const counts = { longCounts: long, shortCounts: short };
    return { ...window, ...rates, ...counts, verdict: judgePair({ ...window, ...rates, ...counts }, minAttempts) };
  });
  const breached = pairs.find(({ verdict }) => verdict === "breached");
  if (breached) return { verdict: "breached", worst: breached };
  const isOpen = pairs.some(
    ({ verdict, longCounts }) => verdict === "unmeasured" && attemptsOf(longCounts) >= minAttempts,
  );
  const newest = counted(Math.min(...windows.map(({ shortMinutes }) => shortMinutes)));
  const isMeasured = pairs.some(({ verdict }) => verdict === "ok") && attemptsOf(newest) > 0;
  const [worst = null] = [...pairs].sort((a, b) => share(b) - share(a));
  return { verdict: isMeasured && !isOpen ? "ok" : "unmeasured", worst };
}

function judgePair(pair: Omit<BurnPair, "verdict">, minAttempts: number): Verdict {
  const { long, short, longCounts, shortCounts, factor } = pair;
  // The share of failures comes from a division and so does the limit: what is meant to be equal counts as reached.
  const reaches = (rate: number) => rate >= factor * (1 - 1e-9);
  if (long === null || attemptsOf(longCounts) < minAttempts) return "unmeasured";
  if (!reaches(long) || longCounts.failed < BURN_MIN_FAILURES) return "ok";
  if (short === null) return "unmeasured";
  if (!reaches(short)) return "ok";
  if (attemptsOf(shortCounts) < minAttempts) return "unmeasured";
  return shortCounts.failed < BURN_MIN_FAILURES ? "ok" : "breached";
}

function attemptsOf({ ok, failed }: Judged): number {
  return ok + failed;
}

function share({ long, factor }: BurnPair): number {
  return (long ?? 0) / factor;
}
