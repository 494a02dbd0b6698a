import { localDate, startOfDate } from "@/lib/domain/time/time-zone";

/** A calendar month of a report zone, from its first instant to the first of the next. */
export type Month = { from: string; to: string };

/** The month an instant is in, in a zone. */
export function monthOf(epochMs: number, zone: string): Month {
  const today = new Date(localDate(epochMs, zone));
  const first = (offset: number) => Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + offset, 1);
  const iso = (date: number) => new Date(startOfDate(date, zone)).toISOString().replace(".000Z", "Z");
  return { from: iso(first(0)), to: iso(first(1)) };
}
