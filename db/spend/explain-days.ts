import type { Anomaly } from "@/lib/contract/anomalies";
import { isAppError } from "@/lib/contract/error";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { REPORT_DIMENSIONS, type ReportDimension } from "@/lib/domain/report-dimensions";
import { explainRise, type NamedDays, USUAL_WEEKS } from "@/lib/domain/spend/explain-rise";
import { startOfDate } from "@/lib/domain/time/time-zone";
import { DAY_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import type { SpendInput } from "./get-spend";
import { needsAttempts, readAttemptDays } from "./read-attempt-days";
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
  const asked = REPORT_DIMENSIONS.filter((name) => input.filters[name].length !== 1);
  const question = { ...input, window };
  const counted = asked.filter((name) => needsAttempts(question, name));
  const together = await orNull(
    readAttemptDays(db, { ...question, dimensions: counted, dates: [...new Set(dates.flatMap(withUsual))] }),
  );
  const dimensions: DimensionDays[] = [];
  for (const dimension of asked) {
    const own = together?.get(dimension) ?? (await orNull(readSpendDays(db, { ...question, by: dimension })))?.all;
    if (own && own.length > 1) dimensions.push({ dimension, all: own });
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

/** A date and those that say what is usual on it. */
function withUsual(date: number): number[] {
  return Array.from({ length: USUAL_WEEKS + 1 }, (_, week) => date - week * WEEK_MS);
}

function onDay(date: number, { name, days }: NamedSpendDays): NamedDays {
  const [, ...weekdays] = withUsual(date);
  return {
    name,
    onDay: days.find((day) => day.date === date)?.pico ?? 0n,
    before: days.filter((day) => weekdays.includes(day.date)),
  };
}

async function orNull<T>(read: Promise<T>): Promise<T | null> {
  return read.catch((error: unknown) => {
    if (isAppError(error) && error.code === "UNPROCESSABLE") return null;
    throw error;
  });
}
