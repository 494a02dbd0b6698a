import type { TimeWindow } from "./time-window";
import { localDate, startOfDate } from "./time-zone";
import { MINUTE_MS } from "./units";

/** The calendar month so far, and the whole one before it. */
export const CALENDAR_WINDOWS = ["month", "last_month"] as const;
export type CalendarWindow = (typeof CALENDAR_WINDOWS)[number];

/** The calendar month of a zone that an instant lies in, or one so many months later or earlier. */
export function calendarMonth(epochMs: number, zone: string, offset = 0): TimeWindow {
  const date = new Date(localDate(epochMs, zone));
  const first = (month: number) =>
    new Date(startOfDate(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + month, 1), zone));
  return { from: first(offset), to: first(offset + 1) };
}

/** A calendar window of a zone; the month so far ends, as rolling windows do, with the minute now is in. */
export function calendarWindow(name: CalendarWindow, zone: string, now: Date): TimeWindow {
  if (name === "last_month") return calendarMonth(now.getTime(), zone, -1);
  const { from } = calendarMonth(now.getTime(), zone);
  return { from, to: new Date((Math.floor(now.getTime() / MINUTE_MS) + 1) * MINUTE_MS) };
}

/**
 * What a window is compared with: the time of equal length before it; of a month, the calendar month before it, of which
 * a month so far takes as much as has passed of its own.
 */
export function previousWindow({ from, to }: TimeWindow, calendar: CalendarWindow | null, zone: string): TimeWindow {
  const length = to.getTime() - from.getTime();
  if (calendar === null) return { from: new Date(from.getTime() - length), to: from };
  const month = calendarMonth(from.getTime(), zone, -1);
  if (calendar === "last_month") return month;
  return { from: month.from, to: new Date(Math.min(month.from.getTime() + length, month.to.getTime())) };
}
