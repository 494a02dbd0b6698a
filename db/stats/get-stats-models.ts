import type { Filters } from "@/lib/contract/common";
import type { ModelStats, StatsModels, TotalStats } from "@/lib/contract/stats";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { RATE_LIMITED_COUNTS } from "@/lib/domain/uptime/uptime";
import { aggregateStats, STATS_SUMS, type StatsSum } from "../aggregates/aggregate-stats";
import { answeredWindow, minuteSpan, minutesBegun } from "../aggregates/answer-window";
import { type DecodedGroup, decodeGroup } from "../aggregates/decode-samples";
import { groupByNames } from "../aggregates/group-by-names";
import type { Retention } from "../aggregates/group-types";
import { mapYielding } from "../aggregates/map-yielding";
import { readTextGroups } from "../aggregates/read-text-groups";
import { timeBlocks } from "../aggregates/time-blocks";
import type { Db } from "../client";
import { ROLLUP_METRICS } from "../schema/rollup-columns";
import { minuteStats } from "../uptime/minute-stats";
import { readUptimeMinutes, type UptimeGroup } from "../uptime/read-uptime-minutes";

/** A sketch's promise: percentiles within 1 % of the nearest-rank sample. */
const SKETCH_ERROR = 0.01;

export type StatsModelsInput = {
  window: TimeWindow;
  filters: Filters;
  by?: "model" | undefined;
  now: Date;
  retention: Retention;
};

/**
 * Every number of every (model, provider), or of every model, and of all together.
 *
 * The total's percentiles are those of all samples of text, merged from the same groups as the rows.
 */
export async function getStatsModels(db: Db, input: StatsModelsInput): Promise<StatsModels> {
  const { window, filters, by, now, retention } = input;
  // Also where rows are of models: whether tokens have a price differs by provider.
  const groupBy = ["model", "provider"] as const;
  const span = minuteSpan(window);
  const buckets = timeBlocks({ span, filters, groupBy, retention });
  const [read, minutes] = await Promise.all([
    readTextGroups(db, { buckets, filters, groupBy, sums: STATS_SUMS, metrics: ROLLUP_METRICS, retention }),
    readUptimeMinutes(db, { buckets: [span], filters, retention, withDownMinutes: false }),
  ]);
  // Each group's samples count several times, in its row and in the total; taking many pieces apart is most of the work.
  const groups = await mapYielding(read.groups, decodeGroup);
  const minutesPassed = minutesBegun(read, now);
  const statsOf = (some: readonly DecodedGroup<StatsSum>[], isOwn: (group: UptimeGroup) => boolean): TotalStats => {
    const { uptime, ...sums } = aggregateStats(some);
    const own = { groups: minutes?.filter(isOwn) ?? null, minutesPassed };
    return { ...sums, uptime: { ...uptime, ...minuteStats(own) } };
  };
  const rows: readonly DecodedGroup<StatsSum>[] =
    by === "model" ? groups.map((group) => ({ ...group, names: { model: group.names.model } })) : groups;
  const models = await mapYielding(groupByNames(rows), ({ names, groups }): ModelStats => {
    const isOwn = ({ model, provider }: UptimeGroup) =>
      model === names.model && (by === "model" || provider === names.provider);
    return { model: names.model ?? "", provider: names.provider ?? null, ...statsOf(groups, isOwn) };
  });
  return {
    ...answeredWindow(read, now),
    method: read.method,
    relative_error: read.method === "exact" ? 0 : SKETCH_ERROR,
    rate_limited_counts: RATE_LIMITED_COUNTS,
    filters,
    models,
    total: statsOf(
      groups.map((group) => (read.otherModels.has(group.names.model ?? "") ? { ...group, samples: {} } : group)),
      () => true,
    ),
  };
}
