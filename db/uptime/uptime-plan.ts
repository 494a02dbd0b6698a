import { type MinuteSpan, planSegments, SEGMENT_LEVELS } from "@/lib/domain/time/segments";
import type { Retention } from "../aggregates/group-types";
import { segmentRuns } from "../aggregates/segment-runs";

const QUARTER = 15;

/** How a window's minutes are read: whole months, days, hours and quarters as they were sealed, the edges minute by minute. */
export type UptimePlan = {
  /** Where each bucket begins. */
  starts: number[];
  window: MinuteSpan;
  months: MinuteSpan[];
  days: MinuteSpan[];
  hours: MinuteSpan[];
  quarters: MinuteSpan[];
  /** Edges of which minute rows are kept, and those of which only single attempts are. */
  minutes: MinuteSpan[];
  attempts: MinuteSpan[];
  /** First epoch minute, on a quarter, from which minute rows are complete; before it single attempts are read. */
  minuteRowsFrom: number;
  /** First epoch minute from which quarters and hours are kept; before it a day is served as it was sealed. */
  quartersFrom: number;
};

/** Which levels serve a window: the coarsest that fit, as planSegments chooses them. */
export function planUptime(buckets: readonly MinuteSpan[], retention: Retention): UptimePlan {
  const minuteRowsFrom = Math.ceil(retention.minuteRetainedFrom / QUARTER) * QUARTER;
  const retained = { ...retention, minuteRetainedFrom: minuteRowsFrom };
  const { segments, from, to } = planSegments(buckets, { levels: SEGMENT_LEVELS, ...retained });
  const { runs, starts } = segmentRuns(segments);
  return {
    starts,
    window: { from, to },
    months: runs.get("month") ?? [],
    days: runs.get("day") ?? [],
    hours: runs.get("hour") ?? [],
    quarters: runs.get("quarter") ?? [],
    minutes: runs.get("minute") ?? [],
    attempts: runs.get("raw") ?? [],
    minuteRowsFrom,
    quartersFrom: retention.quarterRetainedFrom ?? Number.NEGATIVE_INFINITY,
  };
}
