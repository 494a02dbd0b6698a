import { isAppError } from "@/lib/contract/error";
import { addKnown } from "@/lib/domain/add-known";
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
  if (dimensions.length === 0) return new Map();
  const dates = retainedDates(input);
  const sums = new Map<ReportDimension, NamedCosts>(dimensions.map((dimension) => [dimension, new Map()]));
  for (const date of dates) {
    const [from, to] = [date, date + DAY_MS].map((day) => new Date(startOfDate(day, tz)));
    const buckets = from && to ? intervalBucketsOf({ from, to }, "day", tz) : [];
    // A date may have as many rows as are read at all: before the next one is read, they are added up and let go.
    const { rows } = await readCosts(db, { ...question, buckets, groupBy: dimensions, withCapacity: false });
    for (const [dimension, named] of sums) addDate(named, { date, dimension, rows });
  }
  return new Map([...sums].map(([dimension, named]) => [dimension, daysOf(named, dates)]));
}

/** As readSpendDays has it: where attempts of the window's first days are gone, the days of which all are there. */
function retainedDates({ dates, window, ...input }: Input & { dates: readonly number[] }): readonly number[] {
  if (window.from.getTime() >= input.retention.rawRetainedFrom * MINUTE_MS) return dates;
  const first = firstRetainedDay(input).getTime();
  return dates.filter((date) => startOfDate(date, input.tz) >= first);
}

/** What each name cost on each date; null where nothing of it is priced. */
type NamedCosts = Map<string | null, Map<number, bigint | null>>;

function addDate(
  named: NamedCosts,
  { date, dimension, rows }: { date: number; dimension: ReportDimension; rows: readonly CostRow[] },
): void {
  for (const { names, costPico } of rows) {
    const name = names[dimension] ?? null;
    const costs = named.get(name) ?? new Map<number, bigint | null>();
    named.set(name, costs.set(date, addKnown([costs.get(date) ?? null, costPico])));
  }
}

function daysOf(named: NamedCosts, dates: readonly number[]): NamedSpendDays[] {
  return [...named].map(([name, costs]) => {
    const days = dates.map((date): SpendDay => {
      const pico = costs.get(date);
      return { date, pico: pico === undefined ? 0n : pico };
    });
    return { name, days };
  });
}
