import type { PgTable } from "drizzle-orm/pg-core";
import { type AttemptFilter, REPORT_DIMENSIONS, type ReportDimension } from "@/lib/domain/report-dimensions";
import type { SegmentLevel } from "@/lib/domain/time/segments";
import { APP_DIMENSIONS, MAIN_DIMENSIONS, MODEL_DIMENSIONS } from "../schema/rollup-columns";
import {
  rollupDay,
  rollupDayApp,
  rollupDayBreakdown,
  rollupDayModel,
  rollupDelta,
  rollupDeltaApp,
  rollupFresh,
  rollupFreshApp,
  rollupHour,
  rollupHourApp,
  rollupHourBreakdown,
  rollupHourModel,
  rollupMinute,
  rollupMonth,
  rollupMonthApp,
  rollupMonthBreakdown,
  rollupMonthModel,
  rollupQuarter,
  rollupQuarterApp,
} from "../schema/rollups";
import type { RetainedBreakdown } from "./group-types";

export type RollupLevel = Exclude<SegmentLevel, "raw">;

/** Tables which together answer a question; `unsealed` holds what no level has yet, unless everything is read raw. */
export type GroupSource = {
  dimensions: readonly ReportDimension[];
  levels: Partial<Record<RollupLevel, PgTable>>;
  unsealed: { fresh: PgTable; delta: PgTable } | null;
  /** Whether there is hardly more than a row per bucket and model. */
  isByModel?: true;
  /** Whose rows of the levels count; rows then have their labels as a set. */
  breakdown?: RetainedBreakdown;
};

const MAIN_UNSEALED = { fresh: rollupFresh, delta: rollupDelta };
const BY_MODEL: GroupSource = {
  isByModel: true,
  dimensions: named(MODEL_DIMENSIONS),
  levels: {
    month: rollupMonthModel,
    day: rollupDayModel,
    hour: rollupHourModel,
    quarter: rollupQuarter,
    minute: rollupMinute,
  },
  unsealed: MAIN_UNSEALED,
};
const MAIN: GroupSource = {
  dimensions: named(MAIN_DIMENSIONS),
  levels: { month: rollupMonth, day: rollupDay, hour: rollupHour, quarter: rollupQuarter, minute: rollupMinute },
  unsealed: MAIN_UNSEALED,
};
const BY_APP: GroupSource = {
  dimensions: named(APP_DIMENSIONS),
  levels: { month: rollupMonthApp, day: rollupDayApp, hour: rollupHourApp, quarter: rollupQuarterApp },
  unsealed: { fresh: rollupFreshApp, delta: rollupDeltaApp },
};
const BY_BREAKDOWN = {
  levels: { month: rollupMonthBreakdown, day: rollupDayBreakdown, hour: rollupHourBreakdown },
  unsealed: BY_APP.unsealed,
};
export const ATTEMPTS: GroupSource = { dimensions: REPORT_DIMENSIONS, levels: {}, unsealed: null };

/** From the smallest to the largest. None has app beside region or tier: that would multiply every row. */
const ROLLUPS: readonly GroupSource[] = [BY_MODEL, BY_APP, MAIN];

/** The smallest tables that know all these dimensions: where no rollup and none of the breakdowns does, single attempts. */
export function chooseSource(
  dimensions: readonly ReportDimension[],
  breakdowns: readonly RetainedBreakdown[] = [],
): GroupSource {
  return (
    ROLLUPS.find((source) => missingIn(source, dimensions).length === 0) ??
    breakdowns
      .toSorted((a, b) => a.dimensions.length - b.dimensions.length)
      .map(sourceOf)
      .find((source) => missingIn(source, dimensions).length === 0) ??
    ATTEMPTS
  );
}

function sourceOf(breakdown: RetainedBreakdown): GroupSource {
  const dimensions = [...named(MODEL_DIMENSIONS), ...breakdown.dimensions];
  return { ...BY_BREAKDOWN, dimensions, breakdown };
}

export type WhyAttempts = { name: ReportDimension | AttemptFilter | undefined; beside: ReportDimension[] };

/** What keeps these dimensions out of every rollup: the one to leave out, and those that no rollup has beside it. */
export function whyAttempts(dimensions: readonly ReportDimension[]): WhyAttempts {
  const [fewest = []] = ROLLUPS.map((source) => missingIn(source, dimensions))
    .reverse()
    .sort((a, b) => a.length - b.length);
  const [name] = fewest;
  const known = ROLLUPS.flatMap((source) => (name && source.dimensions.includes(name) ? source.dimensions : []));
  // A dimension that no rollup has at all needs no company.
  const beside = REPORT_DIMENSIONS.filter(
    (other) => known.length > 0 && !known.includes(other) && ROLLUPS.some(({ dimensions: its }) => its.includes(other)),
  );
  return { name, beside };
}

function missingIn(source: GroupSource, dimensions: readonly ReportDimension[]): ReportDimension[] {
  return dimensions.filter((name) => !source.dimensions.includes(name));
}

function named(columns: readonly string[]): ReportDimension[] {
  return REPORT_DIMENSIONS.filter((name) => columns.includes(`${name}_id`));
}

/** The table of a level that a plan reads. */
export function levelTable({ levels }: GroupSource, level: RollupLevel): PgTable {
  const table = levels[level];
  if (!table) throw new RangeError(`Nothing is kept by ${level} for this question`);
  return table;
}
