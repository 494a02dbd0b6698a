import type { Filters } from "@/lib/contract/common";
import { AppError } from "@/lib/contract/error";
import { formatInstant } from "@/lib/domain/format";
import { type MinuteSpan, planSegments, SEGMENT_LEVELS } from "@/lib/domain/time/segments";
import { MINUTE_MS } from "@/lib/domain/time/units";
import type { CellSource } from "./cell-source";
import { chooseSource } from "./cell-source";
import { CELL_DIMENSIONS, type CellDimension, type Retention } from "./cell-types";
import { type SegmentRuns, segmentRuns } from "./segment-runs";

export type CellPlan = SegmentRuns & {
  source: CellSource;
  from: number;
  to: number;
  isRaw: boolean;
};

/**
 * Which tables answer a question, and from when to when each.
 *
 * Throws UNPROCESSABLE where only single attempts could, and they are no longer kept.
 */
export function planCells(input: {
  buckets: readonly MinuteSpan[];
  filters: Filters;
  groupBy: readonly CellDimension[];
  retention: Retention;
}): CellPlan {
  const { buckets, filters, groupBy, retention } = input;
  const dimensions = new Set(CELL_DIMENSIONS.filter((name) => groupBy.includes(name) || filters[name].length > 0));
  const source = chooseSource(dimensions);
  const isRaw = source.young === null;
  const first = buckets[0]?.from ?? 0;
  if (isRaw && first < retention.rawKeptFrom) throw beyondRaw(retention.rawKeptFrom);

  const levels = SEGMENT_LEVELS.filter((level) => level === "raw" || source.levels[level] !== undefined);
  const { segments, from, to } = planSegments(buckets, { levels, ...retention });
  return { source, ...segmentRuns(segments), from, to, isRaw };
}

function beyondRaw(keptFrom: number): AppError {
  const since = formatInstant(new Date(keptFrom * MINUTE_MS).toISOString(), "UTC", "minute");
  const message = `An app by region or tier is counted from single attempts, which are kept since ${since}: choose a later range, or clear the app filter`;
  return new AppError("UNPROCESSABLE", message, { fields: { app: [message] } });
}
