import { type TimeWindow, windowEdgeMs } from "./time-window";
import { localDate, startOfDate } from "./time-zone";
import { DAY_MS, MINUTE_MS } from "./units";

/** The calendar month so far, and the whole one before it. */
export const CALENDAR_WINDOWS = ["month", "last_month"] as const;
export type CalendarWindow = (typeof CALENDAR_WINDOWS)[number];

/** The calendar day that is not over, and the whole one before it. */
export const DAY_WINDOWS = ["today", "yesterday"] as const;
export type DayWindow = (typeof DAY_WINDOWS)[number];

/** A whole day of a zone, of 23 to 25 hours: the one that an instant lies in, or the one before; never a date that the zone skipped. */
export function calendarDay(name: DayWindow, zone: string, now: Date): TimeWindow {
  const date = localDate(now.getTime(), zone);
  const from = startOfDate(date, zone);
  return name === "yesterday"
    ? { from: new Date(startOfDate(localDate(from - 1, zone), zone)), to: new Date(from) }
    : { from: new Date(from), to: new Date(startOfDate(date + DAY_MS, zone)) };
}

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
  return { from, to: minuteAfter(now) };
}

function minuteAfter(now: Date): Date {
  return new Date((Math.floor(now.getTime() / MINUTE_MS) + 1) * MINUTE_MS);
}

/** What of a window has passed: until `now`, which counts to the end of its minute; all of one that is over or yet to come. */
export function soFar({ from, to }: TimeWindow, now: Date): TimeWindow {
  const end = minuteAfter(now);
  return from < end && end < to ? { from, to: end } : { from, to };
}

/** How many whole days of a zone a window is; null where it begins or ends within one. */
export function countWholeDays({ from, to }: TimeWindow, zone: string): number | null {
  const [first, end] = [localDate(from.getTime(), zone), localDate(to.getTime(), zone)];
  const isWhole = startOfDate(first, zone) === from.getTime() && startOfDate(end, zone) === to.getTime();
  return isWhole && end > first ? (end - first) / DAY_MS : null;
}

/**
 * What a window is compared with: the time of equal length before it, of a week and more to the nearest quarter hour; of whole days of the zone, as many before them, which may be
 * an hour longer or shorter; of a month, the calendar month before it. Of one that is not over, as much of that as has passed of its
 * own until `now`, which counts to the end of its minute.
 */
export function previousWindow(
  { from, to, now = to }: TimeWindow & { now?: Date },
  calendar: CalendarWindow | null,
  zone: string,
): TimeWindow {
  const window = { from, to };
  const whole = calendar === null ? timeBefore(window, zone) : calendarMonth(from.getTime(), zone, -1);
  if (calendar === "last_month") return whole;
  const passed = soFar(window, now);
  // A month so far ends with now: that it is over says nothing of the month.
  if (calendar === null && passed.to.getTime() === to.getTime()) return whole;
  const end = whole.from.getTime() + passed.to.getTime() - from.getTime();
  return { from: whole.from, to: new Date(Math.min(end, whole.to.getTime())) };
}

/** As a named window of this length would begin, so that no single attempt need be read for the edge, if this one does. */
function startBefore(from: number, length: number): number {
  const edge = windowEdgeMs(length);
  const start = from - length;
  return from % edge === 0 ? Math.round(start / edge) * edge : start;
}

function timeBefore(window: TimeWindow, zone: string): TimeWindow {
  const [from, to] = [window.from.getTime(), window.to.getTime()];
  const days = countWholeDays(window, zone);
  if (days === null) return { from: new Date(startBefore(from, to - from)), to: window.from };
  let date = localDate(from, zone) - days * DAY_MS;
  // A date that the zone skipped begins with the one after it.
  while (startOfDate(date, zone) >= from) date -= DAY_MS;
  return { from: new Date(startOfDate(date, zone)), to: window.from };
}
