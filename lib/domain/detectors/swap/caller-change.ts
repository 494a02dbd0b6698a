import type { HourSpan } from "./expected-level";
import { type HourGrid, profilesAt } from "./hour-grid";

/**
 * How the traffic changed with a model: attempts after ÷ at the same hours a week before, and the part of them that is of other sizes
 * of input now (total variation, 0 to 1). Null where there was no traffic a week before.
 */
export type CallerChange = { attemptsRatio: number; otherSizes: number };

const WEEK_HOURS = 168;
const ATTEMPTS_RATIO_USUAL = 1.3;
const OTHER_SIZES_USUAL = 0.15;

export function callerChange(grid: HourGrid, after: HourSpan): CallerChange | null {
  const weeks = Math.ceil((after.to - after.from) / WEEK_HOURS);
  const now = sizesOf(grid, after, 0);
  const before = sizesOf(grid, after, weeks * WEEK_HOURS);
  if (before.total === 0 || now.total === 0) return null;
  return { attemptsRatio: now.total / before.total, otherSizes: sizesApart(now, before) };
}

/** Whether so much of the traffic changed in the same hours that other callers may be why answers are different. */
export function mayBeCallers(change: CallerChange | null): boolean {
  if (change === null) return false;
  const { attemptsRatio, otherSizes } = change;
  return (
    attemptsRatio > ATTEMPTS_RATIO_USUAL || attemptsRatio < 1 / ATTEMPTS_RATIO_USUAL || otherSizes > OTHER_SIZES_USUAL
  );
}

type Sizes = { bySize: ReadonlyMap<number, number>; sized: number; total: number };

function sizesApart(now: Sizes, before: Sizes): number {
  if (now.sized === 0 || before.sized === 0) return 0;
  let apart = 0;
  for (const size of new Set([...now.bySize.keys(), ...before.bySize.keys()])) {
    apart += Math.abs((now.bySize.get(size) ?? 0) / now.sized - (before.bySize.get(size) ?? 0) / before.sized);
  }
  return apart / 2;
}

/** An hour that is known by its names alone has attempts, and no sizes. */
function sizesOf(grid: HourGrid, { from, to }: HourSpan, earlier: number): Sizes {
  const bySize = new Map<number, number>();
  let sized = 0;
  let total = 0;
  for (let hour = from; hour < to; hour++) {
    for (const { sizeClass, attempts, outputTokens } of profilesAt(grid, hour - earlier)) {
      total += attempts;
      if (outputTokens.count === 0) continue;
      bySize.set(sizeClass, (bySize.get(sizeClass) ?? 0) + attempts);
      sized += attempts;
    }
  }
  return { bySize, sized, total };
}
