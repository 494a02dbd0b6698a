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
  return exclusions.some(
    (one) =>
      one.from <= span.from &&
      span.to <= one.to &&
      EXCLUSION_DIMENSIONS.every((name) => one[name] === null || one[name] === group[name]),
  );
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
