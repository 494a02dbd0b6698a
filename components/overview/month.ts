import { calendarMonth } from "@/lib/domain/time/calendar-window";

/** A calendar month of a report zone, from its first instant to the first of the next. */
export type Month = { from: string; to: string };

/** The month an instant is in, in a zone. */
export function monthOf(epochMs: number, zone: string): Month {
  const { from, to } = calendarMonth(epochMs, zone);
  const iso = (date: Date) => date.toISOString().replace(".000Z", "Z");
  return { from: iso(from), to: iso(to) };
}
