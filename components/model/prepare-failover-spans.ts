import { uniteSpans } from "@/components/charts/plot-spans";
import type { PlotSpan } from "@/components/charts/plot-types";
import type { FailoverSpanReply } from "@/lib/contract/failover-spans";
import { formatMs, zonedInstant } from "@/lib/domain/format";
import { groupBy } from "@/lib/domain/group-by";
import { message, t } from "@/lib/messages/translate";

const REASONS = {
  error_rate: message("errors"),
  latency: message("latency"),
  cooldown: message("cooldown"),
  recovered: message("recovery"),
};

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
      label: describeSpan(place, describeTimes(span, zone), describeWhy(span)),
    };
  });
}

function describeSpan(place: string, times: string, why: string | null): string {
  return why === null
    ? t("Failed over in {place}: {times}", { place, times })
    : t("Failed over in {place}: {times} ({why})", { place, times, why });
}

function describeTimes({ from, to, open }: FailoverSpanReply, zone: string): string {
  const begin = Date.parse(from);
  const at = (text: string) => {
    const ms = Date.parse(text);
    return clockText(ms, zone, dayOf(ms, zone) === dayOf(begin, zone));
  };
  const probing = open.at(-1)?.to ?? null;
  const since = clockText(begin, zone, false);
  if (to !== null) {
    return probing === null
      ? t("{since} to {end}", { since, end: at(to) })
      : t("{since} to {end}, probing from {probing}", { since, end: at(to), probing: at(probing) });
  }
  if (open.length === 0) return t("{since} on, still probing", { since });
  return probing === null
    ? t("{since} on, still out of rotation", { since })
    : t("{since} on, still probing, since {probing}", { since, probing: at(probing) });
}

function describeWhy({ reason, reopened: count }: FailoverSpanReply): string | null {
  const why = reason === null ? null : t(REASONS[reason]);
  if (count === null || count === 0) return why;
  const reopened = t("{count, plural, =1 {reopened once} other {reopened # times}}", { count });
  return why === null ? reopened : t("{why}, {reopened}", { why, reopened });
}

/**
 * How often and how long, in words: "Shaded: out of rotation in chinese · ap-southeast-1 2 times, 3 h 10 min.", and for how long half-open
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
    ({ place, times, outMs }) =>
      t("in {place} {times, plural, =1 {once} other {# times}}, {length}", { place, times, length: formatMs(outMs) }),
  );
  const probing = listed(
    places.filter(({ probingMs }) => probingMs > 0).sort((a, b) => b.probingMs - a.probingMs),
    ({ place, probingMs }) => t("in {place} for {length}", { place, length: formatMs(probingMs) }),
  );
  return [
    out === null ? t("Never out of rotation in this time.") : t("Shaded: out of rotation {places}.", { places: out }),
    ...(probing === null
      ? []
      : [t("Probing with a share of the requests, not shaded: {places}.", { places: probing })]),
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
    ...(more > 0 ? [t("in {more, plural, one {# other place} other {# other places}}", { more })] : []),
  ].join(t("; "));
}

function clockText(at: number, zone: string, isSameDay: boolean): string {
  const text = zonedInstant(at, zone);
  return isSameDay ? text.slice(11, 16) : `${text.slice(0, 10)} ${text.slice(11, 16)}`;
}

function dayOf(at: number, zone: string): string {
  return zonedInstant(at, zone).slice(0, 10);
}
