import { localDate, zoneOffsetMs } from "@/lib/domain/time/time-zone";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import { ALL_LINES, type PlotRow, type TimePlotData } from "./plot-types";
import { sumOf } from "./sum-of";

/** Buckets of the period before are those as much earlier, or on the date as many days earlier by the calendar of a zone. */
export type Shift = { ms: number; zone: string | null };

/**
 * The rows of a chart with what each bucket was in the period before; a bucket that has none there has none.
 *
 * Days of a zone are matched by date, since one may be 23 or 25 hours long. Of stacked bars their sum alone is matched: of
 * which lines a stack is made may differ.
 */
export function withBefore(plot: TimePlotData, before: TimePlotData, shift: Shift, isStacked: boolean): PlotRow[] {
  const byKey = new Map(before.rows.map((row) => [keyOf(row.at, 0, shift.zone), row]));
  return plot.rows.map((row) => {
    const earlier = byKey.get(keyOf(row.at, shift.ms, shift.zone));
    if (!earlier) return row;
    const values = isStacked ? { [ALL_LINES]: sumOf(Object.values(earlier.values)) } : earlier.values;
    return { ...row, before: { at: earlier.at, values } };
  });
}

function keyOf(at: number, ms: number, zone: string | null): number {
  return zone === null ? at - ms : localDate(at, zone) - Math.round(ms / DAY_MS) * DAY_MS;
}

type Range = { from: number; to: number };

/** As much earlier as the period before begins, in whole steps, so that buckets of both begin alike. */
export function shiftOf(window: Range, before: Range, { rows }: Pick<TimePlotData, "rows">): number {
  const ms = window.from - before.from;
  const step = stepOf(rows) ?? ms;
  return Math.ceil(ms / step - 1e-9) * step;
}

/** How far apart buckets begin, in ms; null of fewer than two. */
export function stepOf(rows: readonly PlotRow[]): number | null {
  const [first, second, third] = rows.map(({ at }) => at);
  if (first === undefined || second === undefined) return null;
  // The first bucket may be cut by the window, the second is whole.
  return third === undefined ? second - first : third - second;
}

/**
 * How much later by the clocks of the zone the period before begins and is drawn, where they were changed in between; nothing where
 * both begin at the same time of day all the same, as whole days of the zone do.
 */
export function clockChange(window: Range, before: Range, zone: string): number {
  const change = zoneOffsetMs(before.from, zone) - zoneOffsetMs(window.from, zone);
  if (change === 0) return 0;
  const local = before.from - window.from + change;
  const later = local - Math.round(local / DAY_MS) * DAY_MS;
  // Of a period that is not about some days, no time of day has its like.
  return Math.abs(later) <= HOUR_MS ? later : change;
}
