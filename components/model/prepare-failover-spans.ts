import { uniteSpans } from "@/components/charts/plot-spans";
import type { PlotSpan } from "@/components/charts/plot-types";
import type { FailoverSpanReply } from "@/lib/contract/failover-spans";
import { formatMs, formatWhole, zonedInstant } from "@/lib/domain/format";
import { groupBy } from "@/lib/domain/group-by";

const REASONS = { error_rate: "errors", latency: "latency", cooldown: "cooldown", recovered: "recovery" };

/** More places than a line under a chart can name. */
const PLACES_MAX = 3;

/** A failover as charts show it: shaded while its breaker was open, of a tier and region. */
export type FailoverPlotSpan = PlotSpan & { place: string };

/** Failovers as a chart shades them, each with where, from when to when and why; one that lasts reaches to the end of the chart. */
export function prepareFailoverSpans(
  spans: readonly FailoverSpanReply[],
  zone: string,
  toMs: number,
): FailoverPlotSpan[] {
  return spans.map((span) => {
    const { tier, region, from, to, open } = span;
    const begin = Date.parse(from);
    const endOf = (end: string | null, start: number) => (end === null ? Math.max(start, toMs) : Date.parse(end));
    const place = `${tier} · ${region}`;
    return {
      ...{ from: begin, to: endOf(to, begin), place },
      shaded: open.map((one) => ({ from: Date.parse(one.from), to: endOf(one.to, Date.parse(one.from)) })),
      label: `Failed over in ${place}: ${describeTimes(span, zone)}${describeWhy(span)}`,
    };
  });
}

function describeTimes({ from, to, open }: FailoverSpanReply, zone: string): string {
  const begin = Date.parse(from);
  const at = (text: string) => {
    const ms = Date.parse(text);
    return clockText(ms, zone, dayOf(ms, zone) === dayOf(begin, zone));
  };
  const probing = open.at(-1)?.to ?? null;
  const since = clockText(begin, zone, false);
  if (to !== null) return `${since} to ${at(to)}${probing === null ? "" : `, probing from ${at(probing)}`}`;
  if (open.length === 0) return `${since} on, still probing`;
  return `${since} on, still ${probing === null ? "out of rotation" : `probing, since ${at(probing)}`}`;
}

function describeWhy({ reason, reopened }: FailoverSpanReply): string {
  const why = [
    reason === null ? null : REASONS[reason],
    reopened === null || reopened === 0 ? null : `reopened ${timesText(reopened)}`,
  ].filter((part) => part !== null);
  return why.length === 0 ? "" : ` (${why.join(", ")})`;
}

/**
 * How often and how long, in words: "Shaded: out of rotation in chinese · ap-southeast-1 2 times, 3 h 10 m.", and for how long half-open
 * breakers probed. Each tier and region has its own time, so that none is longer than the window.
 */
export function describeFailoverSpans(
  spans: readonly FailoverPlotSpan[],
  window: { from: number; to: number },
): string {
  const places = [...groupBy(spans, ({ place }) => place)].map(([place, own]) => {
    const outMs = lengthOf(
      own.flatMap(({ shaded }) => shaded),
      window,
    );
    const times = own.filter(({ shaded }) => lengthOf(shaded, window) > 0).length;
    return { place, times, outMs, probingMs: lengthOf(own, window) - outMs };
  });
  const out = listed(
    places.filter(({ outMs }) => outMs > 0).sort((a, b) => b.outMs - a.outMs),
    ({ place, times, outMs }) => `in ${place} ${timesText(times)}, ${formatMs(outMs)}`,
  );
  const probing = listed(
    places.filter(({ probingMs }) => probingMs > 0).sort((a, b) => b.probingMs - a.probingMs),
    ({ place, probingMs }) => `in ${place} for ${formatMs(probingMs)}`,
  );
  return [
    out === null ? "Never out of rotation in this time." : `Shaded: out of rotation ${out}.`,
    ...(probing === null ? [] : [`Probing with a share of the requests, not shaded: ${probing}.`]),
  ].join(" ");
}

function lengthOf(stretches: readonly { from: number; to: number }[], window: { from: number; to: number }): number {
  return uniteSpans(stretches, window).reduce((sum, { from, to }) => sum + to - from, 0);
}

function listed<Item>(items: readonly Item[], textOf: (item: Item) => string): string | null {
  if (items.length === 0) return null;
  const more = items.length - PLACES_MAX;
  return [
    ...items.slice(0, PLACES_MAX).map(textOf),
    ...(more > 0 ? [`in ${formatWhole(more)} other ${more === 1 ? "place" : "places"}`] : []),
  ].join("; ");
}

function timesText(count: number): string {
  return count === 1 ? "once" : `${formatWhole(count)} times`;
}

function clockText(at: number, zone: string, isSameDay: boolean): string {
  const text = zonedInstant(at, zone);
  return isSameDay ? text.slice(11, 16) : `${text.slice(0, 10)} ${text.slice(11, 16)}`;
}

function dayOf(at: number, zone: string): string {
  return zonedInstant(at, zone).slice(0, 10);
}
