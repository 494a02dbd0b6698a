import { zoneOffsetMs } from "../time/time-zone";
import { DAY_MINUTES, DAY_MS, MINUTE_MS, MINUTE_US, QUARTER_MS, QUARTER_US } from "../time/units";
import { type HolidayListName, holidayDays, holidayYears } from "./holiday-lists";

/** Minutes of a local day, half-open. Where `from` is after `to`, the end of a day and the beginning of one. */
type DayHours = { from: number; to: number };

/**
 * When a price applies, by the local date and time of an instant.
 *
 * Each instant is judged by its own date: the part of a window that lies after midnight is of the weekday after.
 */
export type Calendar = {
  /** IANA. */
  zone: string;
  /** 1 is Monday, 7 Sunday; null is every day. */
  weekdays: readonly number[] | null;
  /** Null is all day. */
  hours: readonly DayHours[] | null;
  /** Whether holidays are left out, or the only days; null does not ask. */
  holidays: { list: HolidayListName; applies: "outside" | "on" } | null;
};

/** `unknown-year` applies too: the list of holidays has no dates of that year, so the weekday alone decides. */
export type CalendarVerdict = "applies" | "unknown-year" | "does-not-apply";

type Compiled = {
  zone: string;
  isOnWeekday: readonly boolean[];
  isInMinute: Uint8Array;
  holidays: { days: ReadonlySet<number>; firstDay: number; endDay: number; wanted: boolean } | null;
};

const compiledCalendars = new WeakMap<Calendar, Compiled>();

/** Whether a calendar applies at an instant, in epoch µs. Exact to the minute; some tens of nanoseconds where it was asked before. */
export function judgeCalendar(calendar: Calendar, atUs: number): CalendarVerdict {
  const { zone, isOnWeekday, isInMinute, holidays } = compile(calendar);
  const localMinute = Math.floor((atUs + offsetUs(zone, atUs)) / MINUTE_US);
  const day = Math.floor(localMinute / DAY_MINUTES);
  // The first of January 1970 was a Thursday, the fourth day of a week.
  const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
  if (!isOnWeekday[weekday] || isInMinute[localMinute - day * DAY_MINUTES] === 0) return "does-not-apply";
  if (holidays === null) return "applies";
  if (day < holidays.firstDay || day >= holidays.endDay) return holidays.wanted ? "does-not-apply" : "unknown-year";
  return holidays.days.has(day) === holidays.wanted ? "applies" : "does-not-apply";
}

/** The minutes of a local day that hours cover, as flags. */
export function minutesOfDay(hours: Calendar["hours"]): Uint8Array {
  if (hours === null) return new Uint8Array(DAY_MINUTES).fill(1);
  const minutes = new Uint8Array(DAY_MINUTES);
  for (const { from, to } of hours) {
    if (from <= to) minutes.fill(1, from, to);
    else minutes.fill(1, from).fill(1, 0, to);
  }
  return minutes;
}

function compile(calendar: Calendar): Compiled {
  const known = compiledCalendars.get(calendar);
  if (known) return known;
  const { zone, weekdays, hours, holidays } = calendar;
  const years = holidays ? holidayYears(holidays.list) : [];
  const compiled: Compiled = {
    zone,
    isOnWeekday: Array.from({ length: 8 }, (_, weekday) => weekdays === null || weekdays.includes(weekday)),
    isInMinute: minutesOfDay(hours),
    holidays: holidays && {
      days: holidayDays(holidays.list),
      firstDay: Date.UTC(Math.min(...years), 0, 1) / DAY_MS,
      endDay: Date.UTC(Math.max(...years) + 1, 0, 1) / DAY_MS,
      wanted: holidays.applies === "on",
    },
  };
  compiledCalendars.set(calendar, compiled);
  return compiled;
}

// Zones change their offset at quarter hours only, so one offset serves a quarter; formatting a date takes microseconds.
const QUARTERS_MAX = 20_000;
const offsetsByZone = new Map<string, Map<number, number>>();

function offsetUs(zone: string, atUs: number): number {
  if (zone === "UTC") return 0;
  let offsets = offsetsByZone.get(zone);
  if (!offsets) {
    offsets = new Map();
    offsetsByZone.set(zone, offsets);
  }
  const quarter = Math.floor(atUs / QUARTER_US);
  const known = offsets.get(quarter);
  if (known !== undefined) return known;
  if (offsets.size >= QUARTERS_MAX) offsets.clear();
  // Rounded to a minute: before 1972 some zones were seconds off.
  const offset = Math.round(zoneOffsetMs(quarter * QUARTER_MS, zone) / MINUTE_MS) * MINUTE_US;
  offsets.set(quarter, offset);
  return offset;
}
