import { CALENDAR_WINDOWS, type CalendarWindow, calendarWindow } from "@/lib/domain/time/calendar-window";
import { resolveWindow, type TimeWindow, type WindowName } from "@/lib/domain/time/time-window";

type Asked = {
  window?: WindowName | CalendarWindow | undefined;
  from?: number | undefined;
  to?: number | undefined;
  tz?: string | undefined;
};

const DEFAULT_WINDOW: WindowName = "24h";

/** The window a query asks for, on whole minutes; its instants are in epoch µs, checked by the contract. */
export function readWindow({ window = DEFAULT_WINDOW, from, to, tz = "UTC" }: Asked, now: Date): TimeWindow {
  if (from !== undefined && to !== undefined) {
    return resolveWindow({ from: new Date(from / 1_000), to: new Date(Math.ceil(to / 1_000)) }, now);
  }
  return isCalendar(window) ? calendarWindow(window, tz, now) : resolveWindow({ window }, now);
}

/** The calendar month that a query names, if it names one. */
export function calendarOf({ window }: Pick<Asked, "window">): CalendarWindow | null {
  return window !== undefined && isCalendar(window) ? window : null;
}

const CALENDAR_NAMES: ReadonlySet<string> = new Set(CALENDAR_WINDOWS);
const isCalendar = (name: WindowName | CalendarWindow): name is CalendarWindow => CALENDAR_NAMES.has(name);
