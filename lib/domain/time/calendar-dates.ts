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

/** A date as text: "2026-03-08". */
export function dateText(date: number): string {
  return new Date(date).toISOString().slice(0, 10);
}
