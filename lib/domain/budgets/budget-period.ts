import { firstDateOf, nextFirstDate } from "../time/calendar-dates";
import { localDate, startOfDate } from "../time/time-zone";

export const BUDGET_PERIODS = ["week", "month", "quarter"] as const;
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];

/** Half-open, from the first local midnight of the period to that of the next one. */
export type PeriodSpan = { from: Date; to: Date };

/** The calendar week (from Monday), month or quarter of a zone that an instant is in. */
export function periodAt(at: Date, period: BudgetPeriod, zone: string): PeriodSpan {
  let date = firstDateOf(localDate(at.getTime(), zone), period);
  let next = nextFirstDate(date, period);
  // Where clocks go back across midnight, it is the day before for a second time, and the period has begun already.
  if (startOfDate(next, zone) <= at.getTime()) {
    date = next;
    next = nextFirstDate(date, period);
  }
  return { from: new Date(startOfDate(date, zone)), to: new Date(startOfDate(next, zone)) };
}

/** The period before one. */
export function periodBefore({ from }: PeriodSpan, period: BudgetPeriod, zone: string): PeriodSpan {
  return periodAt(new Date(from.getTime() - 1), period, zone);
}
