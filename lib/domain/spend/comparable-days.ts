import type { TimeWindow } from "../time/time-window";
import { localDate, startOfDate } from "../time/time-zone";
import { DAY_MS } from "../time/units";

type Periods = { before: TimeWindow; after: TimeWindow };

/**
 * The last days of two periods, as many of both, that the one before has whole from an instant on; null where it has none.
 *
 * Periods of equal length lose the same days at their beginning, and so have the same weekdays as they had; of months of
 * different length, the longer one loses more of them. Where nothing is lacking, both are as they were.
 */
export function comparableDays({ before, after }: Periods, wholeFrom: Date, zone: string): Periods | null {
  const lacking = daysUntil(before.from, wholeFrom, zone);
  if (lacking === 0) return { before, after };
  const ofBefore = daysUntil(before.from, before.to, zone);
  const ofAfter = daysUntil(after.from, after.to, zone);
  const days = Math.min(ofBefore - lacking, ofAfter);
  const shortened = (window: TimeWindow, all: number) => ({
    from: daysLater(window.from, all - days, zone),
    to: window.to,
  });
  const isLeft = ({ from, to }: TimeWindow) => daysLater(from, 1, zone) <= to;
  const left = { before: shortened(before, ofBefore), after: shortened(after, ofAfter) };
  return days > 0 && isLeft(left.before) && isLeft(left.after) ? left : null;
}

/** After how many local days an instant is reached or passed; 0 where it is not ahead. */
function daysUntil(from: Date, to: Date, zone: string): number {
  let days = Math.max(0, Math.floor((to.getTime() - from.getTime()) / DAY_MS) - 1);
  while (daysLater(from, days, zone) < to) days += 1;
  return days;
}

/** The same time of a later local day. */
function daysLater(at: Date, days: number, zone: string): Date {
  if (days === 0) return at;
  const date = localDate(at.getTime(), zone);
  const time = at.getTime() - startOfDate(date, zone);
  return new Date(startOfDate(date + days * DAY_MS, zone) + time);
}
