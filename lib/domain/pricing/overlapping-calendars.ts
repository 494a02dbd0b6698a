import { DAY_MINUTES, DAY_US, MINUTE_US } from "../time/units";
import { type Calendar, judgeCalendar, minutesOfDay } from "./calendar";

const SCAN_DAYS = 366;
const SCAN_STEP_US = 5 * MINUTE_US;

/**
 * Whether two calendars have an instant in common, so that which price counts would be left to chance.
 *
 * Exact within one zone. Across zones the year from an instant (epoch µs) is tried, in steps of five minutes.
 */
export function overlap(a: Calendar, b: Calendar, fromUs: number): boolean {
  if (a.holidays && b.holidays && a.holidays.list === b.holidays.list && a.holidays.applies !== b.holidays.applies) {
    return false;
  }
  if (a.zone === b.zone) return shareWeekday(a, b) && shareMinute(a, b);
  for (let at = fromUs; at < fromUs + SCAN_DAYS * DAY_US; at += SCAN_STEP_US) {
    if (judgeCalendar(a, at) !== "does-not-apply" && judgeCalendar(b, at) !== "does-not-apply") return true;
  }
  return false;
}

function shareWeekday(a: Calendar, b: Calendar): boolean {
  return a.weekdays === null || b.weekdays === null || a.weekdays.some((day) => b.weekdays?.includes(day));
}

function shareMinute(a: Calendar, b: Calendar): boolean {
  const [inA, inB] = [minutesOfDay(a.hours), minutesOfDay(b.hours)];
  for (let minute = 0; minute < DAY_MINUTES; minute++) if (inA[minute] === 1 && inB[minute] === 1) return true;
  return false;
}
