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

export type SpendDaysInput = Omit<SpendInput, "groupBy" | "interval"> & { by: ReportDimension | null };

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
  return { spend, all: [...named].map(([name, rows]) => ({ name, days: daysOf(dates, rows) })) };
}

function groupsOf({ by }: SpendDaysInput): ReportDimension[] {
  return by === null ? [] : [by];
}

function daysOf(dates: readonly string[], rows: readonly SpendRow[]): SpendDay[] {
  const costs = new Map(rows.map((row) => [row.day, row.cost_usd === null ? null : parseUsd(row.cost_usd)]));
  return dates.map((day) => {
    const cost = costs.get(day);
    return { date: Date.parse(`${day}T00:00:00Z`), pico: cost === undefined ? 0n : cost };
  });
}

/** The first whole day of the zone of which every single attempt is retained. */
function firstRetainedDay({ retention, tz }: SpendDaysInput): Date {
  const retainedMs = retention.rawRetainedFrom * MINUTE_MS;
  return new Date(startOfDate(localDate(retainedMs, tz) + DAY_MS, tz));
}
