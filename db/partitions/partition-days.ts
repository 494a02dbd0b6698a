import { DAY_US } from "@/lib/domain/time/units";

/** A UTC day by its number since the epoch. */
export function dayOfUs(epochUs: number): number {
  return Math.floor(epochUs / DAY_US);
}

/** The name of the partition that holds a day. */
export function partitionName(day: number): string {
  return `attempt_row_${isoDay(day).replaceAll("-", "")}`;
}

/** The day a partition holds, or null where the name is not one of a partition. */
export function partitionDay(name: string): number | null {
  const match = /^attempt_row_(\d{4})(\d{2})(\d{2})$/.exec(name);
  if (!match) return null;
  const [, year, month, day] = match;
  return dayOfUs(Date.UTC(Number(year), Number(month) - 1, Number(day)) * 1000);
}

/** The first instant of a day as PostgreSQL reads it. */
export function dayStart(day: number): string {
  return `${isoDay(day)} 00:00:00+00`;
}

/** A day as a date. */
export function isoDay(day: number): string {
  return new Date((day * DAY_US) / 1000).toISOString().slice(0, 10);
}
