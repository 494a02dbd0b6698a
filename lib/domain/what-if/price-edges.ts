import type { Calendar } from "../pricing/calendar";
import { judgeCalendar } from "../pricing/calendar";
import { USD } from "../pricing/exchange-rates";
import type { Price } from "../pricing/price";
import type { MinuteSpan } from "../time/segments";
import { DAY_MINUTES, MINUTE_US, QUARTER_MINUTES } from "../time/units";

/** The minutes within a span at which any of these prices begins or stops to apply, ascending. */
export function priceEdges(prices: readonly Price[], span: MinuteSpan): number[] {
  const edges = new Set<number>();
  const calendars = new Set<Calendar>();
  for (const { validFrom, validTo, calendar } of prices) {
    if (validTo !== null && validTo <= span.from * MINUTE_US) continue;
    if (validFrom >= span.to * MINUTE_US) continue;
    edges.add(Math.ceil(validFrom / MINUTE_US));
    if (validTo !== null) edges.add(Math.ceil(validTo / MINUTE_US));
    if (calendar) calendars.add(calendar);
  }
  for (const calendar of calendars) for (const edge of calendarEdges(calendar, span)) edges.add(edge);
  return within(edges, span);
}

/** Where the rate of the day changes, if any of these prices needs one. */
export function rateEdges(prices: readonly Price[], span: MinuteSpan): number[] {
  if (prices.every(({ currency }) => currency === USD)) return [];
  return everyMinutes(DAY_MINUTES, span);
}

/** The multiples of so many minutes within a span. */
export function everyMinutes(step: number, { from, to }: MinuteSpan): number[] {
  const edges: number[] = [];
  for (let at = (Math.floor(from / step) + 1) * step; at < to; at += step) edges.push(at);
  return edges;
}

/** A span cut at edges. */
export function cutSpan(span: MinuteSpan, edges: Iterable<number>): MinuteSpan[] {
  const starts = [span.from, ...within(new Set(edges), span)];
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? span.to }));
}

function within(edges: ReadonlySet<number>, { from, to }: MinuteSpan): number[] {
  return [...edges].filter((edge) => edge > from && edge < to).sort((a, b) => a - b);
}

/**
 * Where a calendar's verdict changes.
 *
 * Zones change their offset at quarter hours, so within one the local clock runs on and the verdict changes only where an
 * hour of the calendar or a day begins.
 */
function calendarEdges(calendar: Calendar, { from, to }: MinuteSpan): number[] {
  const turns = new Set([0, ...(calendar.hours ?? []).flatMap((hours) => [hours.from, hours.to])]);
  const offsets = new Set([0, ...[...turns].map((minute) => minute % QUARTER_MINUTES)].sort((a, b) => a - b));
  const edges: number[] = [];
  const applies = (minute: number) => judgeCalendar(calendar, minute * MINUTE_US) !== "does-not-apply";
  let was = applies(from);
  const first = Math.floor(from / QUARTER_MINUTES) * QUARTER_MINUTES;
  for (let quarter = first; quarter < to; quarter += QUARTER_MINUTES) {
    for (const offset of offsets) {
      const at = quarter + offset;
      if (at <= from || at >= to) continue;
      const is = applies(at);
      if (is !== was) edges.push(at);
      was = is;
    }
  }
  return edges;
}
