/** What is pointed at in a chart over time, by the instants its buckets begin: they move on with the clock. */
export type PlotCursor = {
  /** The bucket that is read. */
  at: number | null;
  /** Where a stretch that is being drawn began. */
  anchor: number | null;
  /** The stretch that was drawn, until something is done with it. */
  chosen: Stretch | null;
};

/** From one bucket to another, either of which may be the later. */
export type Stretch = { start: number; end: number };

export type CursorEvent =
  | { type: "point"; at: number }
  | { type: "press"; at: number }
  | { type: "release" }
  | { type: "leave" }
  | { type: "step"; to: number; extends: boolean }
  | { type: "escape" }
  | { type: "done" };

export const NO_CURSOR: PlotCursor = { at: null, anchor: null, chosen: null };

/** How pointer and keyboard move over a chart: both draw a stretch from bucket to bucket, of one bucket at least. */
export function moveCursor(cursor: PlotCursor, event: CursorEvent): PlotCursor {
  const { at, anchor, chosen } = cursor;
  if (event.type === "done") return NO_CURSOR;
  if (event.type === "escape") return chosen || anchor !== null ? { at, anchor: null, chosen: null } : NO_CURSOR;
  if (event.type === "press") return { at: event.at, anchor: event.at, chosen: null };
  if (event.type === "release") {
    return at === null ? NO_CURSOR : { at, anchor: null, chosen: { start: anchor ?? at, end: at } };
  }
  if (chosen) return cursor;
  if (event.type === "leave") return anchor === null ? NO_CURSOR : cursor;
  if (event.type === "point") return at === event.at ? cursor : { ...cursor, at: event.at };
  return { at: event.to, anchor: event.extends ? (anchor ?? at ?? event.to) : null, chosen: null };
}

type Buckets = { rows: readonly { at: number }[]; to: number };

/** The index of the bucket that an instant lies in; null where it is no longer, or not yet, on the chart. */
export function bucketAt({ rows, to }: Buckets, at: number | null): number | null {
  if (at === null) return null;
  const index = rows.findLastIndex((row) => row.at <= at);
  // A line may have its last point where the chart ends.
  return index === -1 || (at >= to && rows[index]?.at !== at) ? null : index;
}

/** What of a stretch is still on the chart, by indexes; null where nothing is. */
export function bucketsOf(buckets: Buckets, { start, end }: Stretch): Stretch | null {
  const last = bucketAt(buckets, Math.max(start, end));
  if (last === null) return null;
  const first = bucketAt(buckets, Math.min(start, end)) ?? 0;
  return start <= end ? { start: first, end: last } : { start: last, end: first };
}

/** Where a key leads from a bucket to; null where it leads nowhere. */
export function keyTarget(key: string, at: number | null, count: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  const here = at ?? last;
  const jump = Math.max(1, Math.round(count / 10));
  const targets: Record<string, number> = {
    ...{ ArrowLeft: here - 1, ArrowRight: here + 1, PageUp: here - jump, PageDown: here + jump },
    ...{ Home: 0, End: last },
  };
  const target = targets[key];
  return target === undefined ? null : Math.max(0, Math.min(last, target));
}
