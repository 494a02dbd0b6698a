import { BUCKET_LEVELS, type BucketLevel, bucketEnd, bucketStart } from "./bucket-level";

/** From coarse to fine; "raw" is the attempts themselves, for minutes whose rollup is gone. */
export const SEGMENT_LEVELS = [...BUCKET_LEVELS, "raw"] as const;
export type SegmentLevel = (typeof SEGMENT_LEVELS)[number];

/** A half-open stretch of epoch minutes. */
export type MinuteSpan = { from: number; to: number };

/** The stretch of one bucket (its position in the list) to be read from one level. */
export type Segment = MinuteSpan & { bucket: number; level: SegmentLevel };

export type SegmentPlan = {
  segments: Segment[];
  /** The window really answered: wider than asked where only coarser levels reach back that far. */
  from: number;
  to: number;
};

export type SegmentOptions = {
  levels: readonly SegmentLevel[];
  /** Epoch minute before which minute rows, or raw rows, were dropped. */
  minuteRetainedFrom: number;
  rawRetainedFrom: number;
  /** Epoch minute, on a day's start, before which only days and months are left; none were dropped if left out. */
  quarterRetainedFrom?: number;
};

type CoarseLevel = Exclude<BucketLevel, "minute">;
type Coarse = { level: CoarseLevel; retainedFrom: number };

/**
 * Cuts contiguous buckets into the coarsest levels that fit (days and months are those of UTC), with finer edges.
 *
 * The segments of a bucket partition it, in order. An edge on minutes that are kept neither as minutes nor raw moves
 * down to the next coarse boundary, for both buckets it parts; the end of the window moves up.
 */
export function planSegments(buckets: readonly MinuteSpan[], options: SegmentOptions): SegmentPlan {
  const first = buckets[0];
  const last = buckets.at(-1);
  if (!first || !last) return { segments: [], from: 0, to: 0 };

  const coarse = coarseLevels(options);
  const fine = fineLevels(options);
  const from = startEdge(first.from, coarse, fine);
  const edgeOf = (minute: number, isEnd: boolean) => {
    const grain = grainAt(coarse, minute);
    if (!grain) return minute;
    const start = bucketStart(grain, minute);
    if (start === minute || Math.max(start, from) >= fine.retainedFrom) return minute;
    return isEnd ? bucketEnd(grain, minute) : start;
  };

  const segments: Segment[] = [];
  let start = from;
  for (const [bucket, { to }] of buckets.entries()) {
    const end = edgeOf(to, bucket === buckets.length - 1);
    cut(coarse, 0, start, end, fine, (level, a, b) => push(segments, { bucket, level, from: a, to: b }));
    start = end;
  }
  return { segments, from, to: start };
}

function coarseLevels({ levels, quarterRetainedFrom }: SegmentOptions): Coarse[] {
  const fineFrom = levels.includes("day")
    ? (quarterRetainedFrom ?? Number.NEGATIVE_INFINITY)
    : Number.NEGATIVE_INFINITY;
  return levels
    .filter((level) => level !== "minute" && level !== "raw")
    .sort((a, b) => SEGMENT_LEVELS.indexOf(a) - SEGMENT_LEVELS.indexOf(b))
    .map((level) => ({
      level,
      retainedFrom: level === "hour" || level === "quarter" ? fineFrom : Number.NEGATIVE_INFINITY,
    }));
}

/** The finest coarse level that is kept at a minute. */
function grainAt(coarse: readonly Coarse[], minute: number): CoarseLevel | undefined {
  return coarse.findLast(({ retainedFrom }) => minute >= retainedFrom)?.level;
}

/** Which level serves single minutes: minute rows where kept, else raw rows. */
type FineLevels = { retainedFrom: number; minuteFrom: number };

function fineLevels({ levels, minuteRetainedFrom, rawRetainedFrom }: SegmentOptions): FineLevels {
  const hasMinute = levels.includes("minute");
  const hasRaw = levels.includes("raw");
  return {
    retainedFrom: Math.min(
      hasMinute ? minuteRetainedFrom : Number.POSITIVE_INFINITY,
      hasRaw ? rawRetainedFrom : Number.POSITIVE_INFINITY,
    ),
    minuteFrom: !hasMinute ? Number.POSITIVE_INFINITY : hasRaw ? minuteRetainedFrom : Number.NEGATIVE_INFINITY,
  };
}

function startEdge(minute: number, coarse: readonly Coarse[], fine: FineLevels): number {
  const grain = grainAt(coarse, minute);
  return !grain || minute >= fine.retainedFrom ? minute : bucketStart(grain, minute);
}

type Emit = (level: SegmentLevel, from: number, to: number) => void;

function cut(levels: readonly Coarse[], depth: number, from: number, to: number, fine: FineLevels, emit: Emit): void {
  if (from >= to) return;
  const coarse = levels[depth];
  if (!coarse) {
    const parting = Math.min(Math.max(fine.minuteFrom, from), to);
    if (from < parting) emit("raw", from, parting);
    if (parting < to) emit("minute", parting, to);
    return;
  }
  const { level, retainedFrom } = coarse;
  const first = upTo(level, Math.max(from, retainedFrom));
  const end = bucketStart(level, to);
  if (first >= end) {
    cut(levels, depth + 1, from, to, fine, emit);
    return;
  }
  cut(levels, depth + 1, from, first, fine, emit);
  emit(level, first, end);
  cut(levels, depth + 1, end, to, fine, emit);
}

function upTo(level: CoarseLevel, minute: number): number {
  const start = bucketStart(level, minute);
  return start === minute ? minute : bucketEnd(level, minute);
}

function push(segments: Segment[], segment: Segment): void {
  const previous = segments.at(-1);
  if (
    previous &&
    previous.bucket === segment.bucket &&
    previous.level === segment.level &&
    previous.to === segment.from
  ) {
    previous.to = segment.to;
  } else {
    segments.push(segment);
  }
}
