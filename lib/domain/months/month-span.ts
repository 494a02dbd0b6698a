import type { TimeWindow } from "../time/time-window";
import { localDate, startOfDate } from "../time/time-zone";

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const FIRST_YEAR = 1970;

/** Whether a text names a calendar month, such as 2026-03. */
export function isMonth(text: string): boolean {
  return MONTH.test(text) && Number(text.slice(0, 4)) >= FIRST_YEAR && text < "9998";
}

/** The half-open span of a calendar month in a zone. Throws RangeError on a text that is no month. */
export function monthSpan(month: string, zone: string): TimeWindow {
  const [, year, number] = MONTH.exec(month) ?? [];
  if (year === undefined || number === undefined) throw new RangeError(`${month} is not a month`);
  const first = (offset: number) => new Date(startOfDate(Date.UTC(Number(year), Number(number) - 1 + offset, 1), zone));
  return { from: first(0), to: first(1) };
}

/** The month that an instant lies in, by the calendar of a zone. */
export function monthOf(epochMs: number, zone: string): string {
  return new Date(localDate(epochMs, zone)).toISOString().slice(0, 7);
}
