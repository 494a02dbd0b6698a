import { DAY_MS } from "@/lib/domain/time/units";
import { shiftOf, stepOf } from "./period-rows";
import type { TimePlotData } from "./plot-types";

type Period = { from: string; to: string };
type BeforeRange = {
  from: number;
  to: number;
  /** How much earlier its buckets are, in ms. */
  shift: number;
};

/**
 * What of the period before is drawn beside a chart; never more than that period, which may be a shorter month.
 *
 * Days of a zone, matched by date, begin where they begin, but weeks on the same day of the week; buckets of equal length
 * are shifted by whole ones.
 */
export function beforeRange(own: TimePlotData, period: Period, isByDate: boolean): BeforeRange {
  const before = { from: Date.parse(period.from), to: Date.parse(period.to) };
  if (isByDate) {
    const rest = restOfStep(own, own.from - before.from);
    return { from: before.from - rest, to: before.to - rest, shift: own.from - before.from + rest };
  }
  const shift = shiftOf(own, before, own);
  return { from: own.from - shift, to: Math.min(own.to - shift, before.to), shift };
}

/** What is missing of whole steps of days, which may be an hour longer or shorter, in ms. */
function restOfStep({ rows }: TimePlotData, ms: number): number {
  const days = Math.round(ms / DAY_MS);
  const step = Math.max(1, Math.round((stepOf(rows) ?? 0) / DAY_MS));
  return (Math.ceil(days / step) * step - days) * DAY_MS;
}
