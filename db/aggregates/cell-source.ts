import type { PgTable } from "drizzle-orm/pg-core";
import type { SegmentLevel } from "@/lib/domain/time/segments";
import {
  rollupDay,
  rollupDayApp,
  rollupDayModel,
  rollupDelta,
  rollupDeltaApp,
  rollupFresh,
  rollupFreshApp,
  rollupHour,
  rollupHourApp,
  rollupHourModel,
  rollupMinute,
  rollupMonth,
  rollupMonthApp,
  rollupMonthModel,
  rollupQuarter,
  rollupQuarterApp,
} from "../schema/rollups";
import type { CellDimension } from "./cell-types";

export type RollupLevel = Exclude<SegmentLevel, "raw">;

/** Tables which together answer a question; `young` holds what no level has yet, unless everything is read raw. */
export type CellSource = {
  levels: Partial<Record<RollupLevel, PgTable>>;
  young: { fresh: PgTable; delta: PgTable } | null;
  /** Whether there is hardly more than a row per bucket and model. */
  isByModel?: true;
};

const MAIN_YOUNG = { fresh: rollupFresh, delta: rollupDelta };
const BY_MODEL: CellSource = {
  isByModel: true,
  levels: {
    month: rollupMonthModel,
    day: rollupDayModel,
    hour: rollupHourModel,
    quarter: rollupQuarter,
    minute: rollupMinute,
  },
  young: MAIN_YOUNG,
};
const MAIN: CellSource = {
  levels: { month: rollupMonth, day: rollupDay, hour: rollupHour, quarter: rollupQuarter, minute: rollupMinute },
  young: MAIN_YOUNG,
};
const BY_APP: CellSource = {
  levels: { month: rollupMonthApp, day: rollupDayApp, hour: rollupHourApp, quarter: rollupQuarterApp },
  young: { fresh: rollupFreshApp, delta: rollupDeltaApp },
};
const RAW: CellSource = { levels: {}, young: null };

/**
 * The smallest tables that know all these dimensions.
 *
 * No rollup has app beside region or tier: that would multiply every row, so those questions read single attempts.
 */
export function chooseSource(dimensions: ReadonlySet<CellDimension>): CellSource {
  const hasPlace = dimensions.has("region") || dimensions.has("tier");
  if (dimensions.has("app")) return hasPlace ? RAW : BY_APP;
  return hasPlace ? MAIN : BY_MODEL;
}
