import { PPM } from "../pricing/discount-rule";
import { divideHalfEven } from "../pricing/divide-half-even";
import { addMonths } from "../time/calendar-dates";
import type { TimeWindow } from "../time/time-window";
import { DAY_MS } from "../time/units";

const COMMIT_MONTHS = { month: 1, quarter: 3, year: 12 } as const;
export type CommitPeriod = keyof typeof COMMIT_MONTHS;

/** An amount promised for every period, in pico USD, and what comes off for it. */
export type CommitTerms = { pico: bigint; period: CommitPeriod; applies: "all" | "after"; offPpm: number };

/** The period of a commitment that an instant lies in: they follow each other from its beginning; null before it and after its end. */
export function commitPeriodAt(
  nowMs: number,
  { period, fromMs, toMs }: { period: CommitPeriod; fromMs: number; toMs: number | null },
): TimeWindow | null {
  if (nowMs < fromMs || (toMs !== null && nowMs >= toMs)) return null;
  const months = COMMIT_MONTHS[period];
  let count = 0;
  while (addMonths(fromMs, (count + 1) * months) <= nowMs) count += 1;
  const end = addMonths(fromMs, (count + 1) * months);
  return { from: new Date(addMonths(fromMs, count * months)), to: new Date(toMs === null ? end : Math.min(end, toMs)) };
}

export type CommitStatus = { projected: bigint | null; shortfall: bigint | null; rebate: bigint | null };

/**
 * Where a period ends if it goes on as it began: spend so far by the share of time that has passed, from its second day on.
 *
 * The shortfall is what is paid of the commitment without use. A rebate is for `after` alone, on what lies beyond.
 */
export function projectCommitment(
  spent: bigint | null,
  { from, to }: TimeWindow,
  now: Date,
  { pico, applies, offPpm }: CommitTerms,
): CommitStatus {
  const elapsed = Math.min(now.getTime(), to.getTime()) - from.getTime();
  if (spent === null || elapsed < DAY_MS) return { projected: null, shortfall: null, rebate: null };
  const projected = divideHalfEven(spent * BigInt(to.getTime() - from.getTime()), BigInt(elapsed));
  const beyond = projected > pico ? projected - pico : 0n;
  return {
    projected,
    shortfall: projected < pico ? pico - projected : 0n,
    rebate: applies === "after" ? divideHalfEven(beyond * BigInt(offPpm), BigInt(PPM)) : null,
  };
}
