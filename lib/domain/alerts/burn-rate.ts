import { burnRate } from "../sla/burn-rate";
import type { BurnWindow } from "../sla/burn-windows";
import { allowedFailures } from "../sla/error-budget";
import type { Judged } from "../uptime/uptime";
import type { Verdict } from "./alert-state";

export const BURN_MIN_ATTEMPTS = 50;

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
  /** Attempts that the long window must have: of few, one failure is a large share and little evidence. */
  minAttempts: number;
  windows: readonly BurnWindow[];
  /** What was counted in the last so many minutes. */
  counted: (minutes: number) => Judged;
};

/** A pair of windows with what was measured in them. */
export type BurnPair = BurnWindow & { verdict: Verdict; long: number | null; short: number | null; attempts: number };

export type BurnResult = { verdict: Verdict; worst: BurnPair | null };

/**
 * Whether an error budget burns too fast: in both windows of any pair, which the long one makes certain and the short one current.
 *
 * Without an attempt in the shortest window nothing is known of now, so it neither begins nor ends. A pair with too few attempts
 * decides nothing.
 */
export function judgeBurn({ targetPercent, minAttempts, windows, counted }: BurnInput): BurnResult {
  const rateOf = ({ ok, failed }: Judged) => burnRate({ failed, allowed: allowedFailures(ok + failed, targetPercent) });
  const pairs = windows.map((window): BurnPair => {
    const [long, short] = [counted(window.longMinutes), counted(window.shortMinutes)];
    const attempts = long.ok + long.failed;
    const [longRate, shortRate] = [rateOf(long), rateOf(short)];
    const isEnough = attempts >= minAttempts && longRate !== null;
    return {
      ...window,
      ...{ long: longRate, short: shortRate, attempts },
      verdict: isEnough ? judgePair(longRate, shortRate, window.factor) : "unmeasured",
    };
  });
  const breached = pairs.find(({ verdict }) => verdict === "breached");
  if (breached) return { verdict: "breached", worst: breached };
  const isOpen = pairs.some(({ verdict, attempts }) => verdict === "unmeasured" && attempts >= minAttempts);
  const newest = counted(Math.min(...windows.map(({ shortMinutes }) => shortMinutes)));
  const isMeasured = pairs.some(({ verdict }) => verdict === "ok") && newest.ok + newest.failed > 0;
  const [worst = null] = [...pairs].sort((a, b) => share(b) - share(a));
  return { verdict: isMeasured && !isOpen ? "ok" : "unmeasured", worst };
}

function judgePair(long: number, short: number | null, factor: number): Verdict {
  // The share of failures comes from a division and so does the limit: what is meant to be equal counts as reached.
  const reaches = (rate: number) => rate >= factor * (1 - 1e-9);
  if (!reaches(long)) return "ok";
  if (short === null) return "unmeasured";
  return reaches(short) ? "breached" : "ok";
}

function share({ long, factor }: BurnPair): number {
  return (long ?? 0) / factor;
}
