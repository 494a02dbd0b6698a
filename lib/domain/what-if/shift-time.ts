import { DAY_MINUTES, HOUR_MINUTES } from "../time/units";
import type { ShiftChange } from "./changes";
import { attemptsOf, type Lot, matches } from "./lots";
import { changeEach, type Outcome } from "./outcome-of-change";
import { repriceLot } from "./reprice-lot";
import { type Prices, priceAt, worthAt } from "./worth-of";

/** What would be cheaper only later than this is not at a higher price for the time of its day. */
const WEEK_MINUTES = 7 * DAY_MINUTES;

export type ShiftOutcome = Outcome & {
  /** Attempts that would have been cheaper later, and those of them that can wait that long. */
  atHigherPrice: number;
  waiting: number;
  /** What they wait on average, in minutes; null where none does. */
  meanWaitMinutes: number | null;
};

/**
 * Lots sent when the price is next lower, where that is within the deadline.
 *
 * `edges` are the minutes at which prices change, ascending, up to a deadline beyond the window. A lot is judged by its first
 * minute, so that no deadline is counted as met that is not.
 */
export function shiftTime(
  lots: readonly Lot[],
  { where, deadlineHours }: ShiftChange,
  { prices, edges }: { prices: Prices; edges: readonly number[] },
): ShiftOutcome {
  const deadline = deadlineHours * HOUR_MINUTES;
  let [atHigherPrice, waiting, waited] = [0, 0, 0];
  const outcome = changeEach(
    lots,
    (lot) => matches(lot, where),
    (lot) => {
      const later = findCheaper(lot, { prices, edges });
      if (later === null) return lot;
      atHigherPrice += attemptsOf(lot);
      const { from, to } = lot.traffic;
      if (later - from > deadline) return lot;
      const moved = { ...lot, at: later };
      const [was, is] = [priceAt(prices, lot), priceAt(prices, moved)];
      const changed = repriceLot(moved, {
        was: (tokens) => was && worthAt(prices, was, lot, tokens),
        is: (tokens) => is && worthAt(prices, is, lot, tokens),
      });
      if (changed) {
        waiting += attemptsOf(lot);
        waited += attemptsOf(lot) * (later - (from + to) / 2);
      }
      return changed;
    },
  );
  return { ...outcome, atHigherPrice, waiting, meanWaitMinutes: waiting > 0 ? waited / waiting : null };
}

/** The next minute within a week at which the same tokens cost less; null where there is none. */
function findCheaper(lot: Lot, { prices, edges }: { prices: Prices; edges: readonly number[] }): number | null {
  const price = priceAt(prices, lot);
  const now = price && worthAt(prices, price, lot, lot.low.tokens);
  if (now === null) return null;
  for (let place = firstAfter(edges, lot.at); place < edges.length; place++) {
    const at = edges[place] ?? 0;
    if (at > lot.at + WEEK_MINUTES) break;
    const then = priceAt(prices, { ...lot, at });
    // Both at the rate of the lot's own day: that of another is no off-peak.
    if (then === null || then.id === price?.id) continue;
    const value = worthAt(prices, then, lot, lot.low.tokens);
    if (value !== null && value < now) return at;
  }
  return null;
}

function firstAfter(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
