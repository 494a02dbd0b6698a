import { DAY_MINUTES, HOUR_MINUTES } from "../time/units";
import type { Calendar } from "./calendar";
import { HOLIDAY_LISTS } from "./holiday-lists";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** A calendar in words, such as "09:00 to 12:00 Asia/Shanghai, Monday to Friday, not on Chinese public holidays". */
export function describeCalendar({ zone, weekdays, hours, holidays }: Calendar): string {
  const times = hours?.map(({ from, to }) => `${clockText(from)} to ${clockText(to)}`).join(" and ") ?? "all day";
  const days = weekdays && describeDays(weekdays);
  const off = holidays && `${holidays.applies === "on" ? "only" : "not"} on ${HOLIDAY_LISTS[holidays.list].title}`;
  return [`${times} ${zone}`, days, off].filter((part) => part !== null).join(", ");
}

/** The minute of a day as `09:30`; the end of a day is `24:00`. */
export function clockText(minute: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(Math.min(minute, DAY_MINUTES) / HOUR_MINUTES))}:${two(minute % HOUR_MINUTES)}`;
}

function describeDays(weekdays: readonly number[]): string {
  const names = weekdays.map((day) => WEEKDAYS[day - 1] ?? "");
  const isRun = weekdays.length > 2 && weekdays.every((day, place) => day === (weekdays[0] ?? 0) + place);
  return isRun ? `${names[0]} to ${names.at(-1)}` : names.join(" and ");
}
