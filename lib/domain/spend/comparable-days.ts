import type { TimeWindow } from "../time/time-window";
import { localDate, startOfDate } from "../time/time-zone";
import { DAY_MS } from "../time/units";

type Periods = { before: TimeWindow; after: TimeWindow };

/**
 * Two periods without as many days of a zone at the beginning of both as the one before lacks; null where no day is left of one.
 *
 * The same days go from both, so that those of equal length stay of equal length, and have the same weekdays as they had.
 */
export function comparableDays({ before, after }: Periods, wholeFrom: Date, zone: string): Periods | null {
  let days = Math.max(0, Math.floor((wholeFrom.getTime() - before.from.getTime()) / DAY_MS) - 1);
  while (daysLater(before.from, days, zone) < wholeFrom) days += 1;
  const shortened = (window: TimeWindow) => ({ from: daysLater(window.from, days, zone), to: window.to });
  const isLeft = ({ from, to }: TimeWindow) => daysLater(from, 1, zone) <= to;
  const left = { before: shortened(before), after: shortened(after) };
  return days === 0 || (isLeft(left.before) && isLeft(left.after)) ? left : null;
}

/** The same time of a later local day. */
function daysLater(at: Date, days: number, zone: string): Date {
  if (days === 0) return at;
  const date = localDate(at.getTime(), zone);
  const time = at.getTime() - startOfDate(date, zone);
  return new Date(startOfDate(date + days * DAY_MS, zone) + time);
}
