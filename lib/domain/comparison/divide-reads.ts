import type { MinuteSpan } from "../time/segments";
import { everyHourStride, nearestStride, type SliceGrid, sampleStride, sliceGrid } from "./sample-slices";

/** Every how many slices of a window one is looked at, and by model of how many of these one is read: of those not named, each. */
export type ReadStrides = { looked: number; ofModel: ReadonlyMap<string, number> };

type DividedReads = {
  /** How many attempts each model has of those asked for. */
  attempts: ReadonlyMap<string, number>;
  /** How many attempts there are, asked for or not. */
  all: number;
  /** About how many are read of those asked for, and at most how many are looked at. */
  limits: { read: number; scanned: number };
  /** The span of which a model is to be read at every hour of the day, where hours are told apart; else null. */
  byHour: MinuteSpan | null;
};

/**
 * Reads busy models in fewer slices than rare ones: all of a rare one, and about as much of each other as the rare ones leave to it.
 * What a sample is good for is how much there is of it, not which part of its model's attempts it is.
 *
 * Where hours are told apart, more is read of a busy model than its part if some hour of the day had less than two slices of it otherwise:
 * such an hour would be left out of what models have in common, for all of them.
 */
export function divideReads({ attempts, all, limits, byHour }: DividedReads): ReadStrides {
  const looked = sampleStride(all, limits.scanned);
  const seen = [...attempts].map(([model, n]) => ({ model, n: n / looked }));
  const share = evenShare(
    seen.map(({ n }) => n),
    limits.read,
  );
  const wanted = seen.map(({ model, n }) => [model, nearestStride(n / share)] as const);
  const most = wanted.reduce((greatest, [, stride]) => Math.max(greatest, stride), 1);
  const greatest = byHour ? everyHourStride(byHour, { looked, most }) : most;
  const strides = wanted.map(([model, stride]) => [model, Math.min(stride, greatest)] as const);
  return { looked, ofModel: new Map(strides.filter(([, stride]) => stride > 1)) };
}

/** The most of which everyone can have so much, or all it wants, of what there is. */
function evenShare(wanted: readonly number[], all: number): number {
  const leastFirst = wanted.toSorted((a, b) => a - b);
  let left = all;
  for (const [place, own] of leastFirst.entries()) {
    const share = left / (leastFirst.length - place);
    if (own > share) return share;
    left -= own;
  }
  return Number.POSITIVE_INFINITY;
}

/** Every how many slices of the window a model is read in. */
export function strideOf({ looked, ofModel }: ReadStrides, model: string): number {
  return looked * (ofModel.get(model) ?? 1);
}

/** Whether every attempt is read. */
export function readsAll({ looked, ofModel }: ReadStrides): boolean {
  return looked === 1 && ofModel.size === 0;
}

/** How a span is cut into slices that are read so: of each model there are some where the span has enough of them. */
export function gridOf(span: MinuteSpan, { looked, ofModel }: ReadStrides): SliceGrid {
  return sliceGrid(span, looked * Math.max(1, ...ofModel.values()));
}
