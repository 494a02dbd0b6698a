import type { Filters } from "@/lib/contract/common";
import type { ModelStats, StatsModels, TotalStats } from "@/lib/contract/stats";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { RATE_LIMITED_COUNTS } from "@/lib/domain/uptime/uptime";
import { answeredWindow, minuteSpan, minutesBegun } from "../aggregates/answer-window";
import type { Cell, Retention } from "../aggregates/cell-types";
import { figuresOf } from "../aggregates/figures-of";
import { groupCells } from "../aggregates/group-cells";
import { mapYielding } from "../aggregates/map-yielding";
import { readCells } from "../aggregates/read-cells";
import { inOnePiece } from "../aggregates/summarize-samples";
import type { Db } from "../client";
import { ROLLUP_METRICS, ROLLUP_SUMS } from "../schema/rollup-columns";
import { minuteFigures } from "../uptime/minute-figures";
import { readUptimeMinutes, type UptimeCell } from "../uptime/read-uptime-minutes";

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
 * Every figure of every (model, provider), or of every model, and of all together.
 *
 * The total's percentiles are those of all samples, merged from the same cells as the rows.
 */
export async function getStatsModels(db: Db, input: StatsModelsInput): Promise<StatsModels> {
  const { window, filters, by, now, retention } = input;
  const buckets = [minuteSpan(window)];
  // Also where rows are of models: whether tokens have a price differs by provider.
  const groupBy = ["model", "provider"] as const;
  const [read, minutes] = await Promise.all([
    readCells(db, { buckets, filters, groupBy, sums: ROLLUP_SUMS, metrics: ROLLUP_METRICS, retention }),
    readUptimeMinutes(db, { buckets, filters, retention, withDownMinutes: false }),
  ]);
  // Each cell's samples count twice, in its row and in the total; taking many pieces apart is most of the work.
  const cells = await mapYielding(read.cells, inOnePiece);
  const minutesPassed = minutesBegun(read, now);
  const statsOf = (some: readonly Cell[], isOwn: (cell: UptimeCell) => boolean): TotalStats => {
    const { uptime, ...figures } = figuresOf(some);
    const own = { cells: minutes?.filter(isOwn) ?? null, minutesPassed };
    return { ...figures, uptime: { ...uptime, ...minuteFigures(own) } };
  };
  const rows = by === "model" ? cells.map((cell) => ({ ...cell, names: { model: cell.names.model } })) : cells;
  const models = await mapYielding(groupCells(rows), ({ names, cells }): ModelStats => {
    const isOwn = ({ model, provider }: UptimeCell) =>
      model === names.model && (by === "model" || provider === names.provider);
    return { model: names.model ?? "", provider: names.provider ?? null, ...statsOf(cells, isOwn) };
  });
  return {
    ...answeredWindow(read, now),
    method: read.method,
    relative_error: read.method === "exact" ? 0 : SKETCH_ERROR,
    rate_limited_counts: RATE_LIMITED_COUNTS,
    filters,
    models,
    total: statsOf(cells, () => true),
  };
}
