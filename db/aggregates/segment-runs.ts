import type { MinuteSpan, Segment, SegmentLevel } from "@/lib/domain/time/segments";

export type SegmentRuns = {
  /** Stretches to read of each level, ascending; adjacent buckets read from one level are one stretch. */
  runs: Map<SegmentLevel, MinuteSpan[]>;
  /** Where each bucket begins. */
  starts: number[];
};

/** Segments as few stretches, for statements that tell buckets apart by where they begin. */
export function segmentRuns(segments: readonly Segment[]): SegmentRuns {
  const runs = new Map<SegmentLevel, MinuteSpan[]>();
  const starts: number[] = [];
  for (const segment of segments) {
    while (starts.length <= segment.bucket) starts.push(segment.from);
    const spans = runs.get(segment.level) ?? [];
    const last = spans.at(-1);
    if (last?.to === segment.from) last.to = segment.to;
    else spans.push({ from: segment.from, to: segment.to });
    runs.set(segment.level, spans);
  }
  return { runs, starts };
}
