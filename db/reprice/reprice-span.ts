import type { ClosedMonth } from "@/db/months/list-closed-months";
import { isoDay } from "@/db/partitions/partition-days";
import { AppError } from "@/lib/contract/error";
import type { RepriceRequest } from "@/lib/contract/reprice";
import { closedMonthsProblem } from "@/lib/domain/repricing/closed-months-problem";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { DAY_US } from "@/lib/domain/time/units";

/** UNPROCESSABLE where a range shares an instant with a month that is closed. */
export function refuseClosedMonths(months: readonly ClosedMonth[]): void {
  if (months.length === 0) return;
  const message = closedMonthsProblem(months);
  throw new AppError("UNPROCESSABLE", message, { fields: { from: [message] } });
}

/** The part of a UTC day ("2026-03-01") that a request asks for, half-open in epoch µs. */
export function spanOfDay({ from, to }: RepriceRequest, day: string): { fromUs: number; toUs: number } {
  const start = Date.parse(`${day}T00:00:00Z`) * 1_000;
  return {
    fromUs: Math.max(start, parseInstantUs(from) ?? start),
    toUs: Math.min(start + DAY_US, parseInstantUs(to) ?? start + DAY_US),
  };
}

/** The first and the last UTC day of a request. */
export function daysOfRequest({ from, to }: RepriceRequest): { from: string; to: string } {
  const first = parseInstantUs(from) ?? 0;
  const end = parseInstantUs(to) ?? 0;
  return { from: isoDay(Math.floor(first / DAY_US)), to: isoDay(Math.floor((end - 1) / DAY_US)) };
}
