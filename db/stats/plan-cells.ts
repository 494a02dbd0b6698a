import type { Filters } from "@/lib/contract/common";
import { AppError } from "@/lib/contract/error";
import { type MinuteSpan, planSegments, SEGMENT_LEVELS, type SegmentLevel } from "@/lib/domain/segments";
import type { CellSource } from "./cell-source";
import { chooseSource } from "./cell-source";
import { CELL_DIMENSIONS, type CellDimension, type Retention } from "./cell-types";

export type CellPlan = {
  source: CellSource;
  /** Stretches to read of each level, ascending; adjacent buckets read from one level are one stretch. */
  runs: Map<SegmentLevel, MinuteSpan[]>;
  /** Where each bucket begins. */
  starts: number[];
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
  const runs = new Map<SegmentLevel, MinuteSpan[]>();
  const starts: number[] = [];
  for (const segment of segments) {
    while (starts.length <= segment.bucket) starts.push(segment.from);
    const spans = runs.get(segment.level) ?? [];
    const last = spans.at(-1);
    if (last?.to === segment.from) last.to = segment.to;
    else spans.push({ from: segment.from, to: segment.to });
    runs.set(segment.level, spans);
  }
  return { source, runs, starts, from, to, isRaw };
}

function beyondRaw(keptFrom: number): AppError {
  const since = new Date(keptFrom * 60_000).toISOString();
  const message = `App together with region or tier is counted from single attempts, which are kept since ${since}`;
  return new AppError("UNPROCESSABLE", message, { fields: { app: [message] } });
}
