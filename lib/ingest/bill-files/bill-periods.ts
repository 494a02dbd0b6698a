import { dateText } from "@/lib/domain/time/calendar-dates";
import { localDate } from "@/lib/domain/time/time-zone";
import { DAY_US, HOUR_US, US_PER_MS } from "@/lib/domain/time/units";
import type { BillEntry } from "./bill-entry";

const DAY_MIN_US = 23 * HOUR_US;
const DAY_MAX_US = 25 * HOUR_US;
const MONTH_MIN_US = 27 * DAY_US;
const MONTH_MAX_US = 32 * DAY_US;

/**
 * The day or month of the billing zone that an entry counts for: a stretch of a day or a month by its middle, so that days of
 * UTC are the same days elsewhere, a shorter one by its start. Null of a stretch that is neither.
 */
export function periodOf(when: BillEntry["when"], zone: string): string | null {
  if ("date" in when) return when.date;
  if ("month" in when) return when.month;
  const length = when.toUs - when.fromUs;
  const middle = dateText(localDate((when.fromUs + length / 2) / US_PER_MS, zone));
  if (length >= MONTH_MIN_US && length <= MONTH_MAX_US) return middle.slice(0, "2026-03".length);
  if (length > DAY_MAX_US) return null;
  return length >= DAY_MIN_US ? middle : dateText(localDate(when.fromUs / US_PER_MS, zone));
}

export function isMonth(period: string): boolean {
  return period.length === "2026-03".length;
}
