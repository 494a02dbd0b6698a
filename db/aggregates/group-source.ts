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
import type { GroupDimension } from "./group-types";

export type RollupLevel = Exclude<SegmentLevel, "raw">;

/** Tables which together answer a question; `unsealed` holds what no level has yet, unless everything is read raw. */
export type GroupSource = {
  levels: Partial<Record<RollupLevel, PgTable>>;
  unsealed: { fresh: PgTable; delta: PgTable } | null;
  /** Whether there is hardly more than a row per bucket and model. */
  isByModel?: true;
};

const MAIN_UNSEALED = { fresh: rollupFresh, delta: rollupDelta };
const BY_MODEL: GroupSource = {
  isByModel: true,
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
  levels: { month: rollupMonth, day: rollupDay, hour: rollupHour, quarter: rollupQuarter, minute: rollupMinute },
  unsealed: MAIN_UNSEALED,
};
const BY_APP: GroupSource = {
  levels: { month: rollupMonthApp, day: rollupDayApp, hour: rollupHourApp, quarter: rollupQuarterApp },
  unsealed: { fresh: rollupFreshApp, delta: rollupDeltaApp },
};
const RAW: GroupSource = { levels: {}, unsealed: null };

/**
 * The smallest tables that know all these dimensions.
 *
 * No rollup has app beside region or tier: that would multiply every row, so those questions read single attempts.
 */
export function chooseSource(dimensions: ReadonlySet<GroupDimension>): GroupSource {
  const hasPlace = dimensions.has("region") || dimensions.has("tier");
  if (dimensions.has("app")) return hasPlace ? RAW : BY_APP;
  return hasPlace ? MAIN : BY_MODEL;
}
