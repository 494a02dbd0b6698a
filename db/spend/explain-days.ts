import type { Anomaly } from "@/lib/contract/anomalies";
import { isAppError } from "@/lib/contract/error";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { REPORT_DIMENSIONS, type ReportDimension } from "@/lib/domain/report-dimensions";
import { explainRise, type NamedDays, USUAL_WEEKS } from "@/lib/domain/spend/explain-rise";
import { startOfDate } from "@/lib/domain/time/time-zone";
import { DAY_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import type { SpendInput } from "./get-spend";
import { type NamedSpendDays, readSpendDays } from "./read-spend-days";

export type ExplainInput = Pick<SpendInput, "filters" | "tz" | "now" | "retention"> & { dates: readonly number[] };

type DimensionDays = { dimension: ReportDimension; all: NamedSpendDays[] };
type Causes = Anomaly["causes"];

const WEEK_MS = 7 * DAY_MS;
const DIMENSIONS_MAX = 4;
/** A dimension whose first name rose about as everything else did explains nothing. */
const SURPRISE_MIN = 0.05;

/**
 * What rose on days, by every dimension that can be read of them, by date.
 *
 * A dimension with so many names that they cannot be listed, or of which single attempts are needed that are gone, is left out.
 */
export async function explainDays(db: Db, { dates, ...input }: ExplainInput): Promise<ReadonlyMap<number, Causes>> {
  if (dates.length === 0) return new Map();
  const first = Math.min(...dates) - USUAL_WEEKS * WEEK_MS;
  const window = {
    from: new Date(startOfDate(first, input.tz)),
    to: new Date(startOfDate(Math.max(...dates) + DAY_MS, input.tz)),
  };
  const dimensions: DimensionDays[] = [];
  for (const dimension of REPORT_DIMENSIONS.filter((name) => input.filters[name].length !== 1)) {
    const read = await readSpendDays(db, { ...input, window, by: dimension }).catch((error: unknown) => {
      if (isAppError(error) && error.code === "UNPROCESSABLE") return null;
      throw error;
    });
    if (read && read.all.length > 1) dimensions.push({ dimension, all: read.all });
  }
  return new Map(dates.map((date) => [date, causesOf(date, dimensions)]));
}

function causesOf(date: number, dimensions: readonly DimensionDays[]): Causes {
  return dimensions
    .map(({ dimension, all }) => ({ dimension, ...explainRise(all.map((named) => onDay(date, named))) }))
    .filter(({ surprise }) => surprise >= SURPRISE_MIN)
    .sort((a, b) => b.surprise - a.surprise)
    .slice(0, DIMENSIONS_MAX)
    .map(({ dimension, causes }) => ({
      dimension,
      names: causes.map(({ name, actual, usual, rise, share }) => ({
        ...{ name, actual_usd: formatUsd(actual), usual_usd: formatUsd(usual), rise_usd: formatUsd(rise), share },
      })),
    }));
}

function onDay(date: number, { name, days }: NamedSpendDays): NamedDays {
  const weekdays = Array.from({ length: USUAL_WEEKS }, (_, week) => date - (week + 1) * WEEK_MS);
  return {
    name,
    onDay: days.find((day) => day.date === date)?.pico ?? 0n,
    before: days.filter((day) => weekdays.includes(day.date)),
  };
}
