/** From coarse to fine; "raw" is the attempts themselves, for minutes whose rollup is gone. */
export const SEGMENT_LEVELS = ["day", "hour", "quarter", "minute", "raw"] as const;
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
  minuteKeptFrom: number;
  rawKeptFrom: number;
};

type CoarseLevel = "day" | "hour" | "quarter";
const COARSE: readonly CoarseLevel[] = ["day", "hour", "quarter"];
const WIDTH: Record<CoarseLevel, number> = { day: 1_440, hour: 60, quarter: 15 };

/**
 * Cuts contiguous buckets into the coarsest levels that fit (days are UTC days), with finer edges.
 *
 * The segments of a bucket partition it, in order. An edge on minutes that are kept neither as minutes nor raw moves
 * down to the next coarse boundary, for both buckets it parts; the end of the window moves up.
 */
export function planSegments(buckets: readonly MinuteSpan[], options: SegmentOptions): SegmentPlan {
  const first = buckets[0];
  const last = buckets.at(-1);
  if (!first || !last) return { segments: [], from: 0, to: 0 };

  const coarse = COARSE.filter((level) => options.levels.includes(level));
  const grain = Math.min(...coarse.map((level) => WIDTH[level]));
  const fine = fineLevels(options);
  const from = grain < Number.POSITIVE_INFINITY ? startEdge(first.from, grain, fine.keptFrom) : first.from;
  const edgeOf = (minute: number, isEnd: boolean) => {
    if (grain === Number.POSITIVE_INFINITY || minute % grain === 0) return minute;
    if (Math.max(minute - (minute % grain), from) >= fine.keptFrom) return minute;
    return minute - (minute % grain) + (isEnd ? grain : 0);
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

/** Which level serves single minutes: minute rows where kept, else raw rows. */
type FineLevels = { keptFrom: number; minuteFrom: number };

function fineLevels({ levels, minuteKeptFrom, rawKeptFrom }: SegmentOptions): FineLevels {
  const hasMinute = levels.includes("minute");
  const hasRaw = levels.includes("raw");
  return {
    keptFrom: Math.min(
      hasMinute ? minuteKeptFrom : Number.POSITIVE_INFINITY,
      hasRaw ? rawKeptFrom : Number.POSITIVE_INFINITY,
    ),
    minuteFrom: !hasMinute ? Number.POSITIVE_INFINITY : hasRaw ? minuteKeptFrom : Number.NEGATIVE_INFINITY,
  };
}

function startEdge(minute: number, grain: number, keptFrom: number): number {
  return minute % grain === 0 || minute >= keptFrom ? minute : minute - (minute % grain);
}

type Emit = (level: SegmentLevel, from: number, to: number) => void;

function cut(
  levels: readonly CoarseLevel[],
  depth: number,
  from: number,
  to: number,
  fine: FineLevels,
  emit: Emit,
): void {
  if (from >= to) return;
  const level = levels[depth];
  if (!level) {
    const parting = Math.min(Math.max(fine.minuteFrom, from), to);
    if (from < parting) emit("raw", from, parting);
    if (parting < to) emit("minute", parting, to);
    return;
  }
  const width = WIDTH[level];
  const first = Math.ceil(from / width) * width;
  const end = Math.floor(to / width) * width;
  if (first >= end) {
    cut(levels, depth + 1, from, to, fine, emit);
    return;
  }
  cut(levels, depth + 1, from, first, fine, emit);
  emit(level, first, end);
  cut(levels, depth + 1, end, to, fine, emit);
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
