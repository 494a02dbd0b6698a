import { BUCKET_LEVELS } from "@/lib/domain/time/bucket-level";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { DAY_MINUTES, HOUR_MINUTES } from "@/lib/domain/time/units";
import { type GroupPlan, planGroups } from "./plan-groups";

/** A stretch of a window whose sealed sums are kept by themselves: `places` are those of its buckets among all. */
export type Piece = { places: readonly number[]; plan: GroupPlan };

type Input = Parameters<typeof planGroups>[0];

/**
 * Cuts a window where its sums stop changing: the last hour, the rest of the last day, whole days before it, and what is ragged at
 * its start. As hours pass, the days stay as they were read. `places` are those of a piece's buckets among all: one that is empty, as
 * where edges were moved to what is retained, is of no piece.
 */
export function cutWindow({ from, to, starts }: MinuteSpan & { starts: readonly number[] }): {
  span: MinuteSpan;
  places: number[];
  buckets: MinuteSpan[];
}[] {
  const cuts = [
    up(from, HOUR_MINUTES),
    up(from, DAY_MINUTES),
    down(to - 1, DAY_MINUTES),
    down(to - 1, HOUR_MINUTES),
  ].filter((cut) => cut > from && cut < to);
  const edges = [from, ...new Set(cuts.toSorted((a, b) => a - b)), to];
  const buckets = starts.map((start, place) => ({ place, from: start, to: starts[place + 1] ?? to }));
  return edges.slice(1).map((end, index) => {
    const span = { from: edges[index] ?? from, to: end };
    const own = buckets
      .map((bucket) => ({ ...bucket, from: Math.max(bucket.from, span.from), to: Math.min(bucket.to, span.to) }))
      .filter((bucket) => bucket.from < bucket.to);
    return {
      span,
      places: own.map(({ place }) => place),
      buckets: own.map(({ from: at, to: end }) => ({ from: at, to: end })),
    };
  });
}

/** The plans of the pieces of a window; null where a cut would fall on what is not retained that finely, but as single attempts. */
export function cutPieces(input: Input, whole: GroupPlan): Piece[] | null {
  const pieces: Piece[] = [];
  for (const { span, places, buckets } of cutWindow(whole)) {
    const plan = planGroups({ ...input, buckets });
    if (!isPlanOf(plan, { span, buckets })) return null;
    pieces.push({ places, plan: { ...plan, only: "sealed" } });
  }
  const attempts = pieces.flatMap(({ plan }) => plan.runs.get("raw") ?? []);
  return readsMore(attempts, whole.runs.get("raw") ?? []) ? null : pieces;
}

/** Whether the pieces of a window read single attempts where the whole does not. */
export function readsMore(pieces: readonly MinuteSpan[], whole: readonly MinuteSpan[]): boolean {
  const minutesOf = (spans: readonly MinuteSpan[]) => spans.reduce((sum, { from, to }) => sum + to - from, 0);
  return minutesOf(pieces) > minutesOf(whole);
}

/** Whether a plan is of just this stretch, cut where it was asked to be. */
export function isPlanOf(
  plan: MinuteSpan & { starts: readonly number[] },
  { span, buckets }: { span: MinuteSpan; buckets: readonly MinuteSpan[] },
): boolean {
  const isSame = plan.starts.every((start, index) => start === buckets[index]?.from);
  return plan.from === span.from && plan.to === span.to && plan.starts.length === buckets.length && isSame;
}

/** Whether a piece's sums are of sealed rows alone: single attempts may become more without a change of those. */
export function isSealed({ plan }: Piece): boolean {
  return !plan.runs.has("raw");
}

/** Of which levels and rows a plan reads, as text. */
export function describePlan({ source, runs, starts, moved, from, to }: GroupPlan): unknown {
  const levels = BUCKET_LEVELS.map((level) => runs.get(level) ?? []);
  return [source.breakdown?.id ?? source.dimensions, levels, starts, moved, from, to];
}

function up(minute: number, step: number): number {
  return Math.ceil(minute / step) * step;
}

function down(minute: number, step: number): number {
  return Math.floor(minute / step) * step;
}
