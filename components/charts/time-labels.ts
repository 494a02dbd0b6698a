import { formatOffset } from "@/lib/domain/format";
import { localDate, startOfDate, zoneOffsetMs } from "@/lib/domain/time/time-zone";
import { currentLocale } from "@/lib/messages/locale";
import { t } from "@/lib/messages/translate";
import { isSecondTime } from "./time-boundaries";

/**
 * What is written under ascending instants of an axis, each naming the instant it stands at.
 *
 * "Mar 8" and "2027" are where that day or year begins, "14:30" a time of the date named last; the year is said where
 * they differ, the offset where clocks show a time again.
 */
export function timeLabels(instants: readonly number[], zone: string): string[] {
  const dates = instants.map((at) => localDate(at, zone));
  const years = dates.map((date) => new Date(date).getUTCFullYear());
  const showsYears = years.some((year) => year !== years[0]);
  const isYears =
    showsYears && instants.every((at, index) => at === startOfDate(Date.UTC(years[index] ?? 0, 0, 1), zone));
  if (isYears) return years.map(String);
  return instants.map((at, index) => {
    const date = dates[index] ?? 0;
    const showsYear = showsYears && years[index] !== years[index - 1];
    const day = showsYear ? dateFormat({ year: "numeric" }).format(date) : dayText(date);
    if (at === startOfDate(date, zone)) return day;
    const time = clockText(at, zone);
    return date === dates[index - 1] ? time : t("{day}, {time}", { day, time });
  });
}

/** "Mar 8", of a date as its UTC midnight. */
export function dayText(date: number): string {
  return dateFormat({}).format(date);
}

/** Made once for each language, since an axis tries many labels. */
const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(more: { year?: "numeric" }): Intl.DateTimeFormat {
  const locale = currentLocale();
  const key = `${locale} ${more.year}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", timeZone: "UTC", ...more });
  formats.set(key, format);
  return format;
}

function clockText(at: number, zone: string): string {
  const offset = zoneOffsetMs(at, zone);
  const time = new Date(at + offset).toISOString().slice(11, 16);
  return isSecondTime(at, zone) ? `${time} ${formatOffset(offset)}` : time;
}
