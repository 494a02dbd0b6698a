import type { ReportDimension } from "@/lib/domain/report-dimensions";
import { HOUR_MINUTES, QUARTER_MINUTES } from "@/lib/domain/time/units";
import { chooseSource } from "../aggregates/group-source";
import type { Retention } from "../aggregates/group-types";

/** How finely sums of some dimensions are retained, in epoch minutes. */
export type ReplaySource = {
  /** What the finest sums are of that reach back furthest, and from when on there are any; null where there are none. */
  sums: { step: number; from: number } | null;
  /** From when on there are sums by minute. */
  minutesFrom: number;
};

/**
 * How finely a replay from `first` on can be answered without single attempts; a breakdown that begins later is taken from then on,
 * rather than every attempt of the time before.
 */
export function replaySource(
  dimensions: readonly ReportDimension[],
  { first, retention }: { first: number; retention: Retention },
): ReplaySource {
  const complete = retention.breakdowns?.filter(({ completeFrom }) => completeFrom <= first);
  const whole = chooseSource(dimensions, complete);
  const source = whole.unsealed ? whole : chooseSource(dimensions, retention.breakdowns);
  const { breakdown, levels, unsealed } = source;
  if (unsealed === null) return { sums: null, minutesFrom: Number.POSITIVE_INFINITY };
  if (breakdown) {
    // Its hours are retained as long as single attempts.
    const from = Math.max(breakdown.completeFrom, retention.rawRetainedFrom);
    return { sums: { step: HOUR_MINUTES, from }, minutesFrom: Number.POSITIVE_INFINITY };
  }
  return {
    sums: { step: QUARTER_MINUTES, from: retention.quarterRetainedFrom ?? Number.NEGATIVE_INFINITY },
    minutesFrom: levels.minute ? retention.minuteRetainedFrom : Number.POSITIVE_INFINITY,
  };
}
