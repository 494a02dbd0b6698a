import { isAppError } from "@/lib/contract/error";
import { groupBy as groupItems } from "@/lib/domain/group-by";
import type { ReportDimension } from "@/lib/domain/report-dimensions";
import type { SpendDay } from "@/lib/domain/spend/spend-days";
import { intervalBucketsOf, type TimeWindow } from "@/lib/domain/time/time-window";
import { localDate, startOfDate } from "@/lib/domain/time/time-zone";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import type { SpendInput } from "./get-spend";
import { type CostRow, type Costs, readCosts } from "./read-costs";

export type SpendDaysInput = Omit<SpendInput, "groupBy" | "interval"> & {
  by: ReportDimension | null;
  /** Whether days cost what is billed, with reserved capacity, where that is known; else what everything cost by the token. */
  isBilled?: boolean;
};

/** The days of one name of a dimension, or of everything; from the first day on that has any record. */
export type NamedSpendDays = { name: string | null; days: SpendDay[] };

export type SpendDays = Pick<Costs, "total" | "isPaid"> & { all: NamedSpendDays[] };

/**
 * What each day of a zone cost, one after the other: 0 on a day without records, null on one of which nothing is priced.
 *
 * Where filters ask for single attempts and those of the first days are gone, the list of days begins later.
 */
export async function readSpendDays(db: Db, input: SpendDaysInput): Promise<SpendDays> {
  const { by, tz } = input;
  const costs = await readWindow(db, input, input.window).catch((error: unknown) => {
    const from = firstRetainedDay(input);
    const isGone = isAppError(error) && error.code === "UNPROCESSABLE";
    if (!isGone || from <= input.window.from || from >= input.window.to) throw error;
    return readWindow(db, input, { from, to: input.window.to });
  });
  const from = new Date(Math.max(costs.read.from * MINUTE_MS, input.window.from.getTime()));
  const dates = intervalBucketsOf({ from, to: input.window.to }, "day", tz).flatMap(({ label }) => label ?? []);
  const named = groupItems(costs.rows, ({ names }) => (by === null ? null : (names[by] ?? null)));
  // Without any record there is one series, of nothing.
  if (by === null && named.size === 0) named.set(null, []);
  return { ...costs, all: [...named].map(([name, rows]) => ({ name, days: daysOf(dates, rows, input) })) };
}

function readWindow(db: Db, { by, isBilled = false, ...input }: SpendDaysInput, window: TimeWindow): Promise<Costs> {
  const buckets = intervalBucketsOf(window, "day", input.tz);
  return readCosts(db, { ...input, buckets, groupBy: by === null ? [] : [by], withCapacity: isBilled });
}

function daysOf(dates: readonly string[], rows: readonly CostRow[], { isBilled }: SpendDaysInput): SpendDay[] {
  const byDay = new Map(rows.map((row) => [row.label, row]));
  return dates.map((day) => {
    const date = Date.parse(`${day}T00:00:00Z`);
    const row = byDay.get(day);
    if (row === undefined) return { date, pico: 0n };
    return isBilled ? { date, ...billedCost(row) } : { date, pico: row.costPico };
  });
}

/** What a row was billed, and what of it capacity cost; by the token where that is not known or none was reserved. */
export function billedCost({ costPico, capacity }: CostRow): { pico: bigint | null; capacityPico: bigint } {
  if (capacity === null) return { pico: costPico, capacityPico: 0n };
  return { pico: capacity.billedPico, capacityPico: capacity.paidPico };
}

/** The first whole day of the zone of which every single attempt is retained. */
export function firstRetainedDay({ retention, tz }: Pick<SpendDaysInput, "retention" | "tz">): Date {
  const retainedMs = retention.rawRetainedFrom * MINUTE_MS;
  return new Date(startOfDate(localDate(retainedMs, tz) + DAY_MS, tz));
}
