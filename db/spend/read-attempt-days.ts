import { isAppError } from "@/lib/contract/error";
import { addKnown } from "@/lib/domain/add-known";
import { groupBy } from "@/lib/domain/group-by";
import type { ReportDimension } from "@/lib/domain/report-dimensions";
import type { SpendDay } from "@/lib/domain/spend/spend-days";
import { intervalBucketsOf } from "@/lib/domain/time/time-window";
import { startOfDate } from "@/lib/domain/time/time-zone";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { minuteSpan } from "../aggregates/answer-window";
import { planGroups } from "../aggregates/plan-groups";
import type { Db } from "../client";
import { type CostRow, readCosts } from "./read-costs";
import { firstRetainedDay, type NamedSpendDays, type SpendDaysInput } from "./read-spend-days";

type Input = Omit<SpendDaysInput, "by" | "isBilled">;

/** Whether a dimension's days can only be counted from single attempts. */
export function needsAttempts({ window, filters, retention }: Input, by: ReportDimension): boolean {
  try {
    return planGroups({ buckets: [minuteSpan(window)], filters, groupBy: [by], retention }).isRaw;
  } catch (error) {
    if (isAppError(error) && error.code === "UNPROCESSABLE") return true;
    throw error;
  }
}

/**
 * What readSpendDays says of some dates of a window, of several dimensions at once: each date's attempts are read one time, and those
 * between the dates not at all. Throws UNPROCESSABLE where the names of all together are too many to list.
 */
export async function readAttemptDays(
  db: Db,
  input: Input & { dates: readonly number[]; dimensions: readonly ReportDimension[] },
): Promise<Map<ReportDimension, NamedSpendDays[]>> {
  const { dimensions, tz, ...question } = input;
  const dates = retainedDates(input);
  const rows: (CostRow & { date: number })[] = [];
  for (const date of dates) {
    const [from, to] = [date, date + DAY_MS].map((day) => new Date(startOfDate(day, tz)));
    const buckets = from && to ? intervalBucketsOf({ from, to }, "day", tz) : [];
    const read = await readCosts(db, { ...question, buckets, groupBy: dimensions, withCapacity: false });
    rows.push(...read.rows.map((row) => ({ ...row, date })));
  }
  return new Map(dimensions.map((dimension) => [dimension, namedDays(rows, dimension, dates)]));
}

/** As readSpendDays has it: where attempts of the window's first days are gone, the days of which all are there. */
function retainedDates({ dates, window, ...input }: Input & { dates: readonly number[] }): readonly number[] {
  if (window.from.getTime() >= input.retention.rawRetainedFrom * MINUTE_MS) return dates;
  const first = firstRetainedDay(input).getTime();
  return dates.filter((date) => startOfDate(date, input.tz) >= first);
}

function namedDays(
  rows: readonly (CostRow & { date: number })[],
  dimension: ReportDimension,
  dates: readonly number[],
): NamedSpendDays[] {
  return [...groupBy(rows, ({ names }) => names[dimension] ?? null)].map(([name, own]) => {
    const byDate = groupBy(own, ({ date }) => date);
    const days = dates.map((date): SpendDay => {
      const costs = byDate.get(date);
      return { date, pico: costs ? addKnown(costs.map(({ costPico }) => costPico)) : 0n };
    });
    return { name, days };
  });
}
