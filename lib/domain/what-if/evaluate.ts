import type { MinuteSpan } from "../time/segments";
import { changeCache, hitSharesElsewhere } from "./change-cache";
import { changeModel, type LengthsOf } from "./change-model";
import { changePrice } from "./change-price";
import { type Change, inOrder } from "./changes";
import { attemptsOf, type Lot, lotOf, sumLots, type Traffic } from "./lots";
import type { Outcome } from "./outcome-of-change";
import { type CapacityOutcome, reserveCapacity } from "./reserve-capacity";
import { type ShiftOutcome, shiftTime } from "./shift-time";
import type { Prices } from "./worth-of";

export type EvaluateContext = {
  prices: Prices;
  lengthsOf: LengthsOf;
  window: MinuteSpan;
  /** The minutes at which prices change, ascending, as far beyond the window as traffic may be shifted. */
  edges: readonly number[];
};

/** A range in pico USD. */
export type Range = { low: bigint; high: bigint };

/** What one change did to what the changes before it left. */
export type Step = {
  /** Its place in the list as it was given. */
  place: number;
  attempts: number;
  /** Attempts it could not be counted for, as a price was missing. */
  unpriced: number;
  difference: Range;
  shift: Pick<ShiftOutcome, "atHigherPrice" | "waiting" | "meanWaitMinutes"> | null;
  capacity: Pick<CapacityOutcome, "breakEven" | "reservedPico"> | null;
};

export type Evaluation = { lots: Lot[]; steps: Step[]; reservedPico: bigint };

/** Traffic as it would have been charged for after all changes, and what each of them did. */
export function evaluate(
  traffic: readonly Traffic[],
  changes: readonly Change[],
  context: EvaluateContext,
): Evaluation {
  let lots = traffic.map(lotOf);
  let reservedPico = 0n;
  const steps: Step[] = [];
  for (const { change, place } of inOrder(changes)) {
    const outcome = applyChange(lots, change, context);
    const [before, after] = [sumLots(lots), sumLots(outcome.lots)];
    const capacity = "breakEven" in outcome ? outcome : null;
    const fixed = capacity?.reservedPico ?? 0n;
    steps.push({
      place,
      attempts: countAttempts(outcome.touched),
      unpriced: countAttempts(outcome.unpriced),
      difference: { low: after.low - before.low + fixed, high: after.high - before.high + fixed },
      shift: "atHigherPrice" in outcome ? outcome : null,
      capacity,
    });
    reservedPico += fixed;
    lots = outcome.lots;
  }
  return { lots, steps, reservedPico };
}

function applyChange(
  lots: readonly Lot[],
  change: Change,
  { prices, lengthsOf, window, edges }: EvaluateContext,
): Outcome | ShiftOutcome | CapacityOutcome {
  switch (change.kind) {
    case "model":
      return changeModel(lots, change, { prices, lengthsOf });
    case "cache":
      return changeCache(lots, change, { prices, hitShareOf: hitSharesElsewhere(lots, change.where) });
    case "shift":
      return shiftTime(lots, change, { prices, edges });
    case "price":
      return changePrice(lots, change, prices);
    case "capacity":
      return reserveCapacity(lots, change, window);
  }
}

function countAttempts(lots: readonly Lot[]): number {
  return Math.round(lots.reduce((sum, lot) => sum + attemptsOf(lot), 0));
}
