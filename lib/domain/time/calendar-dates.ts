import { DAY_MS } from "./units";

type CalendarUnit = "day" | "week" | "month" | "quarter";

const MONTHS = { month: 1, quarter: 3 } as const;

/** The first date of the day, week (from Monday), month or quarter that a date is in; dates are UTC midnights. */
export function firstDateOf(date: number, unit: CalendarUnit): number {
  if (unit === "day") return date;
  const day = new Date(date);
  if (unit === "week") return date - ((day.getUTCDay() + 6) % 7) * DAY_MS;
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - (day.getUTCMonth() % MONTHS[unit]), 1);
}

/** The first date of the next one, from the first date of one. */
export function nextFirstDate(date: number, unit: CalendarUnit): number {
  if (unit === "day") return date + DAY_MS;
  if (unit === "week") return date + 7 * DAY_MS;
  const day = new Date(date);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + MONTHS[unit], 1);
}

/** The same time of day so many months later, on the last day of a month that is too short for the day; in UTC. */
export function addMonths(epochMs: number, months: number): number {
  const day = new Date(epochMs);
  const first = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1);
  const days = (nextFirstDate(first, "month") - first) / DAY_MS;
  return first + (Math.min(day.getUTCDate(), days) - 1) * DAY_MS + (epochMs % DAY_MS);
}

/** A date as text: "2026-03-08". */
export function dateText(date: number): string {
  return new Date(date).toISOString().slice(0, 10);
}
