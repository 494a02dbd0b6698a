import { isAppError } from "@/lib/contract/error";
import type { Spend, SpendRow } from "@/lib/contract/spend";
import { groupBy as groupItems } from "@/lib/domain/group-by";
import { parseUsd } from "@/lib/domain/pricing/usd";
import type { ReportDimension } from "@/lib/domain/report-dimensions";
import type { SpendDay } from "@/lib/domain/spend/spend-days";
import { intervalBucketsOf } from "@/lib/domain/time/time-window";
import { localDate, startOfDate } from "@/lib/domain/time/time-zone";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { getSpend, type SpendInput } from "./get-spend";

export type SpendDaysInput = Omit<SpendInput, "groupBy" | "interval"> & {
  by: ReportDimension | null;
  /** Whether days cost what is billed, with reserved capacity, where that is known; else what everything cost by the token. */
  isBilled?: boolean;
};

/** The days of one name of a dimension, or of everything; from the first day on that has any record. */
export type NamedSpendDays = { name: string | null; days: SpendDay[] };

export type SpendDays = { spend: Spend; all: NamedSpendDays[] };

/**
 * What each day of a zone cost, one after the other: 0 on a day without records, null on one of which nothing is priced.
 *
 * Where filters ask for single attempts and those of the first days are gone, the list of days begins later.
 */
export async function readSpendDays(db: Db, input: SpendDaysInput): Promise<SpendDays> {
  const spend = await getSpend(db, { ...input, groupBy: groupsOf(input), interval: "day" }).catch((error: unknown) => {
    const from = firstRetainedDay(input);
    const isGone = isAppError(error) && error.code === "UNPROCESSABLE";
    if (!isGone || from <= input.window.from || from >= input.window.to) throw error;
    return getSpend(db, {
      ...input,
      ...{ groupBy: groupsOf(input), interval: "day", window: { from, to: input.window.to } },
    });
  });
  const window = { from: new Date(Math.max(Date.parse(spend.from), input.window.from.getTime())), to: input.window.to };
  const dates = intervalBucketsOf(window, "day", input.tz).flatMap(({ label }) => label ?? []);
  const { by } = input;
  const named = groupItems(spend.rows, (row) => (by === null ? null : (row[by] ?? null)));
  // Without any record there is one series, of nothing.
  if (by === null && named.size === 0) named.set(null, []);
  return { spend, all: [...named].map(([name, rows]) => ({ name, days: daysOf(dates, rows, input) })) };
}

function groupsOf({ by }: SpendDaysInput): ReportDimension[] {
  return by === null ? [] : [by];
}

function daysOf(dates: readonly string[], rows: readonly SpendRow[], { isBilled }: SpendDaysInput): SpendDay[] {
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return dates.map((day) => {
    const date = Date.parse(`${day}T00:00:00Z`);
    const row = byDay.get(day);
    if (row === undefined) return { date, pico: 0n };
    return isBilled ? { date, ...billedCost(row) } : { date, pico: picoOf(row.cost_usd) };
  });
}

/** What a row of spend was billed, and what of it capacity cost; by the token where that is not known or none was reserved. */
export function billedCost({ cost_usd, capacity }: SpendRow): { pico: bigint | null; capacityPico: bigint } {
  const capacityPico = picoOf(capacity?.cost_usd ?? null);
  const pico = picoOf(capacity?.billed_usd ?? null);
  return pico === null || capacityPico === null ? { pico: picoOf(cost_usd), capacityPico: 0n } : { pico, capacityPico };
}

function picoOf(usd: string | null): bigint | null {
  return usd === null ? null : parseUsd(usd);
}

/** The first whole day of the zone of which every single attempt is retained. */
function firstRetainedDay({ retention, tz }: SpendDaysInput): Date {
  const retainedMs = retention.rawRetainedFrom * MINUTE_MS;
  return new Date(startOfDate(localDate(retainedMs, tz) + DAY_MS, tz));
}
