import { DAY_SECONDS } from "../time/units";
import { SPAN_SECONDS } from "./traffic-course";

/** The mean time in s until a closed model opens, and until an opened one is closed again. */
export type Cycle = {
  closedSeconds: number;
  avoidedSeconds: number;
  /** Whether an average window holds enough to be judged. */
  isJudged: boolean;
  /** The chance that a model stays closed while an empty window fills, over that of one that is full as long. */
  startShare: number;
  /** How long a full window still holds enough when attempts become few, and how many come. */
  drainSeconds: number;
  perSecond: number;
};

/** How often a closed model opens, and the share of time it is not closed. */
export type Openings = { perDay: number; avoidedShare: number };

/** At one rate of traffic that stays. */
export function openingsOf({ closedSeconds, avoidedSeconds }: Cycle): Openings {
  if (closedSeconds === Number.POSITIVE_INFINITY) return { perDay: 0, avoidedShare: 0 };
  const seconds = closedSeconds + avoidedSeconds;
  return { perDay: DAY_SECONDS / seconds, avoidedShare: 1 - closedSeconds / seconds };
}

/**
 * Over spans that each have one of some cycles, or none (-1), again and again.
 *
 * The chance to be closed is followed from span to span: what opens at the end of a busy one comes back slowly in a quiet one,
 * and a window that fills or empties is judged while it is small, which may be bad where the full one was not.
 */
export function openingsOver(order: readonly number[], cycles: readonly Cycle[]): Openings {
  const [worst, best] = [follow(order, cycles, 0), follow(order, cycles, 1)];
  // Linear in the chance it starts with, so the one it comes back to is known at once.
  const carried = best.closed - worst.closed;
  const start = carried >= 1 ? 1 : worst.closed / (1 - carried);
  const { opened, closedSeconds } = follow(order, cycles, start);
  const seconds = order.length * SPAN_SECONDS;
  return { perDay: (opened * DAY_SECONDS) / seconds, avoidedShare: Math.max(0, 1 - closedSeconds / seconds) };
}

function follow(order: readonly number[], cycles: readonly Cycle[], start: number) {
  let [closed, opened, closedSeconds] = [start, 0, 0];
  let before = cycles[order.at(-1) ?? -1];
  for (const place of order) {
    const cycle = cycles[place];
    const opens = closed * turnShare(before, cycle);
    opened += opens;
    closed -= opens;
    before = cycle;
    const opensPerSecond = cycle ? 1 / cycle.closedSeconds : 0;
    const closesPerSecond = cycle ? 1 / cycle.avoidedSeconds : 0;
    const both = opensPerSecond + closesPerSecond;
    if (!cycle || both <= 0) {
      closedSeconds += closed * SPAN_SECONDS;
      continue;
    }
    const steady = closesPerSecond / both;
    const rest = Math.exp(-both * SPAN_SECONDS);
    const seconds = steady * SPAN_SECONDS + ((closed - steady) * (1 - rest)) / both;
    closed = steady + (closed - steady) * rest;
    closedSeconds += seconds;
    opened += opensPerSecond * seconds;
  }
  return { closed, opened, closedSeconds };
}

/** The chance that a closed model opens because its window fills, or empties, from one span to the next. */
function turnShare(before: Cycle | undefined, after: Cycle | undefined): number {
  if (after?.isJudged && !before?.isJudged) return 1 - after.startShare;
  if (!before?.isJudged || !after || after.isJudged) return 0;
  return (1 - before.startShare) * (1 - Math.exp(-before.drainSeconds * after.perSecond));
}
