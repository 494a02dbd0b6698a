import { message, t } from "@/lib/messages/translate";
import type { Translate } from "../in-english";
import { DAY_MINUTES, HOUR_MINUTES } from "../time/units";
import type { Calendar } from "./calendar";
import { HOLIDAY_LISTS } from "./holiday-lists";

const WEEKDAYS = [
  message("Monday"),
  message("Tuesday"),
  message("Wednesday"),
  message("Thursday"),
  message("Friday"),
  message("Saturday"),
  message("Sunday"),
];

/** A calendar in words, such as "09:00 to 12:00 Asia/Shanghai, Monday to Friday, not on Chinese public holidays". */
export function describeCalendar({ zone, weekdays, hours, holidays }: Calendar, translate: Translate = t): string {
  const times = hours?.map(({ from, to }) =>
    translate(message("{from} to {to}", { from: clockText(from), to: clockText(to) })),
  ) ?? [translate(message("all day"))];
  const days = weekdays && describeDays(weekdays, translate);
  const off = holidays && describeHolidays(holidays, translate);
  return [`${joined(times, translate)} ${zone}`, days, off].filter((part) => part !== null).join(", ");
}

/** The minute of a day as `09:30`; the end of a day is `24:00`. */
export function clockText(minute: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(Math.min(minute, DAY_MINUTES) / HOUR_MINUTES))}:${two(minute % HOUR_MINUTES)}`;
}

function describeDays(weekdays: readonly number[], translate: Translate): string {
  const names = weekdays.flatMap((day) => WEEKDAYS[day - 1] ?? []).map((name) => translate(name));
  const [first = "", last = ""] = [names[0], names.at(-1)];
  const isRun = weekdays.length > 2 && weekdays.every((day, place) => day === (weekdays[0] ?? 0) + place);
  return isRun ? translate(message("{from} to {to}", { from: first, to: last })) : joined(names, translate);
}

function describeHolidays({ list, applies }: NonNullable<Calendar["holidays"]>, translate: Translate): string {
  const values = { holidays: translate(HOLIDAY_LISTS[list].title) };
  return translate(applies === "on" ? message("only on {holidays}", values) : message("not on {holidays}", values));
}

function joined(texts: readonly string[], translate: Translate): string {
  const [one = "", ...others] = texts;
  return others.reduce((first, second) => translate(message("{first} and {second}", { first, second })), one);
}
