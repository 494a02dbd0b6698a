import { BUCKET_LEVELS, type BucketLevel, bucketEnd, bucketStart } from "./bucket-level";
import type { MinuteSpan, SegmentOptions, SegmentPlan } from "./segments";

type CoarseLevel = Exclude<BucketLevel, "minute">;

/** Whole rows of a level at an edge: coarser rows count them to the bucket `takenFrom`, and they belong to `addedTo`; null is none. */
export type Move = MinuteSpan & { level: CoarseLevel; addedTo: number | null; takenFrom: number | null };

export type MovePlan = {
  level: CoarseLevel;
  /** What is read of that level, as if buckets began at `starts`. */
  span: MinuteSpan;
  starts: number[];
  moves: Move[];
};

/**
 * Reads buckets from rows of one coarse level whose edges are not theirs, and moves what lies between to where it belongs: a
 * month of Shanghai is the UTC month, and eight hours at either end. Only what is added up can be moved, samples cannot.
 *
 * Null where that reads no fewer rows than `plan` does, where an edge between buckets is finer than the levels, and where what
 * would be moved is gone. Minutes at the two ends of the window are left to `plan`.
 */
export function planMoves(plan: SegmentPlan, starts: readonly number[], options: SegmentOptions): MovePlan | null {
  const levels = BUCKET_LEVELS.filter(
    (level): level is CoarseLevel => level !== "minute" && options.levels.includes(level),
  );
  const finest = levels.at(-1);
  if (!finest) return null;
  const edges = [...starts, plan.to];
  edges[0] = upTo(finest, plan.from);
  edges[edges.length - 1] = bucketStart(finest, plan.to);
  if (edges.some((edge, index) => bucketStart(finest, edge) !== edge || edge < (edges[index - 1] ?? edge))) return null;

  let best: MovePlan | null = null;
  let fewest = plan.segments.reduce((sum, { level, ...span }) => sum + (isCoarse(level) ? rowsIn(level, span) : 0), 0);
  let at = edges;
  let moves: Move[] = [];
  let moved = 0;
  for (const [index, level] of levels.toReversed().entries()) {
    const finer = levels[levels.length - index];
    if (finer) {
      const next = at.map((edge) => nearest(level, finer, edge));
      const more = movesBetween(finer, at, next);
      moves = [...moves, ...more];
      moved += more.reduce((sum, move) => sum + rowsIn(finer, move), 0);
      at = next;
    }
    const span = { from: at[0] ?? 0, to: at.at(-1) ?? 0 };
    const rows = moved + rowsIn(level, span);
    if (rows >= fewest) continue;
    fewest = rows;
    best = { level, span, starts: at.slice(0, -1), moves };
  }
  return best?.moves.every((move) => isRetained(move, options)) ? best : null;
}

function movesBetween(level: CoarseLevel, edges: readonly number[], coarser: readonly number[]): Move[] {
  const last = edges.length - 1;
  return edges.flatMap((edge, index): Move | [] => {
    const other = coarser[index] ?? edge;
    const before = index === 0 ? null : index - 1;
    const after = index === last ? null : index;
    if (edge < other) return { level, from: edge, to: other, addedTo: after, takenFrom: before };
    return edge > other ? { level, from: other, to: edge, addedTo: before, takenFrom: after } : [];
  });
}

/** The edge of a level with the fewest finer rows between. */
function nearest(level: CoarseLevel, finer: CoarseLevel, edge: number): number {
  const [down, up] = [bucketStart(level, edge), upTo(level, edge)];
  return rowsIn(finer, { from: down, to: edge }) <= rowsIn(finer, { from: edge, to: up }) ? down : up;
}

function upTo(level: CoarseLevel, edge: number): number {
  const start = bucketStart(level, edge);
  return start === edge ? edge : bucketEnd(level, edge);
}

/** How many rows of a level one group has in a span of whole ones. */
function rowsIn(level: CoarseLevel, { from, to }: MinuteSpan): number {
  if (level !== "month") return (to - from) / (bucketEnd(level, from) - bucketStart(level, from));
  let rows = 0;
  for (let at = from; at < to; at = bucketEnd(level, at)) rows++;
  return rows;
}

function isCoarse(level: string): level is CoarseLevel {
  return level !== "minute" && level !== "raw";
}

function isRetained({ level, from }: Move, { quarterRetainedFrom }: SegmentOptions): boolean {
  return level === "month" || level === "day" || from >= (quarterRetainedFrom ?? Number.NEGATIVE_INFINITY);
}
