import { shiftOf } from "./period-rows";
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
 * Days of a zone, matched by date, begin where they begin; buckets of equal length are shifted by whole ones.
 */
export function beforeRange(own: TimePlotData, period: Period, isByDate: boolean): BeforeRange {
  const before = { from: Date.parse(period.from), to: Date.parse(period.to) };
  if (isByDate) return { ...before, shift: own.from - before.from };
  const shift = shiftOf(own, before, own);
  return { from: own.from - shift, to: Math.min(own.to - shift, before.to), shift };
}
