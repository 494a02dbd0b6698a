import { DAY_MS } from "./units";

const MAX_CACHED = 1_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Whether the name is an IANA time zone this runtime knows; bare offsets such as "+05:30" are not zones. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Local time minus UTC at an instant, in ms; throws RangeError on an unknown zone. */
export function zoneOffsetMs(epochMs: number, zone: string): number {
  if (zone === "UTC") return 0;
  const fields = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatterOf(zone).formatToParts(epochMs)) {
    if (type in fields) Object.assign(fields, { [type]: Number(value) });
  }
  const local = Date.UTC(fields.year, fields.month - 1, fields.day, fields.hour, fields.minute, fields.second);
  return local - Math.floor(epochMs / 1000) * 1000;
}

/** The local calendar date of an instant, written as the UTC midnight of the same date. */
export function localDate(epochMs: number, zone: string): number {
  const local = epochMs + zoneOffsetMs(epochMs, zone);
  return Math.floor(local / DAY_MS) * DAY_MS;
}

/**
 * The instant a local calendar date begins; `date` is the UTC midnight of the same date.
 *
 * Where a clock change removes midnight, the day begins at the change; a date that never was begins when the
 * next one does, so that days always partition time.
 */
export function startOfDate(date: number, zone: string): number {
  if (zone === "UTC") return date;
  // No zone is further than 15 hours from UTC, and none changes twice in this span.
  let before = date - DAY_MS;
  let after = date + DAY_MS;
  const offsetBefore = zoneOffsetMs(before, zone);
  const offsetAfter = zoneOffsetMs(after, zone);
  const midnightBefore = date - offsetBefore;
  if (offsetBefore === offsetAfter) return midnightBefore;

  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (zoneOffsetMs(middle, zone) === offsetBefore) before = middle;
    else after = middle;
  }
  if (midnightBefore < after) return midnightBefore;
  return Math.max(after, date - offsetAfter);
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    // Names come from callers in any casing, so the cache must not grow with them.
    if (formatters.size >= MAX_CACHED) formatters.clear();
    formatters.set(zone, formatter);
  }
  return formatter;
}
