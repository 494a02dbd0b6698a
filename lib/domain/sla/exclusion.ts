import type { MinuteSpan } from "../time/segments";

/** Why a time is left out of SLA figures: announced by the vendor, caused on our own side, or what the note says. */
export const EXCLUSION_REASONS = ["maintenance", "own_outage", "other"] as const;
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

/** Of what an exclusion can be; null is all of them. */
export const EXCLUSION_DIMENSIONS = ["model", "provider", "region"] as const;
type ExclusionDimension = (typeof EXCLUSION_DIMENSIONS)[number];

/** Half-open, in epoch minutes. */
export type ExcludedSpan = MinuteSpan & Record<ExclusionDimension, string | null>;

/** Where uptime by minutes is counted: a model of a provider in a region. */
export type UptimeOf = Record<ExclusionDimension, string>;

/** Whether a span of a group, which no edge of an exclusion cuts, is left out. */
export function isExcluded(exclusions: readonly ExcludedSpan[], group: UptimeOf, span: MinuteSpan): boolean {
  return exclusions.some((one) => one.from <= span.from && span.to <= one.to && appliesTo(one, group));
}

/** The same of each of many spans in ascending order, in one pass over them and over the exclusions that apply. */
export function areExcluded(
  exclusions: readonly ExcludedSpan[],
  group: UptimeOf,
  spans: readonly MinuteSpan[],
): boolean[] {
  const own = exclusions.filter((one) => appliesTo(one, group)).sort((a, b) => a.from - b.from);
  let next = 0;
  let until = Number.NEGATIVE_INFINITY;
  return spans.map(({ from, to }) => {
    for (let one = own[next]; one && one.from <= from; one = own[++next]) until = Math.max(until, one.to);
    return to <= until;
  });
}

function appliesTo(exclusion: ExcludedSpan, group: UptimeOf): boolean {
  return EXCLUSION_DIMENSIONS.every((name) => exclusion[name] === null || exclusion[name] === group[name]);
}

/** Contiguous spans cut at every edge of an exclusion that lies within them; `of` is the position of the span a part is of. */
export function cutAtExclusions(
  spans: readonly MinuteSpan[],
  exclusions: readonly MinuteSpan[],
): (MinuteSpan & { of: number })[] {
  const edges = [...new Set(exclusions.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  return spans.flatMap((span, of) => {
    const cuts = edges.filter((edge) => edge > span.from && edge < span.to);
    const starts = [span.from, ...cuts];
    return starts.map((from, index) => ({ from, to: starts[index + 1] ?? span.to, of }));
  });
}
