import { expectSpend, fitSpend } from "../spend/expect-spend";
import { dayAhead, fromFirstRecord, type SpendDay, withoutCapacity } from "../spend/spend-days";
import type { BurnDownDay } from "./burn-down";

export type BudgetProjection = {
  /** What is spent by the period's end; null where nothing can be said yet. */
  projectedPico: bigint | null;
  /** The local date on which the amount is, or at this rate will be, used up; null if not within the period. */
  exhaustedOn: string | null;
  /** What is spent by the end of today and of each date after it; empty where nothing can be said. */
  projectedByDate: ReadonlyMap<string, bigint>;
};

export type ProjectBudgetInput = {
  days: readonly BurnDownDay[];
  /** The whole days before today, the oldest first, also those before the period. */
  history: readonly SpendDay[];
  amountPico: bigint;
  now: Date;
  /** Dates that are not in what is spent, though they cost something. */
  unconverted: ReadonlySet<string>;
  /** What reserved capacity will cost on each date to come, and cost on those of `unconverted`, used or not. */
  due: ReadonlyMap<string, bigint>;
};

/**
 * What is spent so far, with what the rest of today and the days after it are expected to cost: the forecast's sum. Days that
 * could not be converted are expected as whole ones.
 */
export function projectBudget({
  days,
  history,
  amountPico,
  now,
  unconverted,
  due,
}: ProjectBudgetInput): BudgetProjection {
  const spent = days.findLast(({ spentPico }) => spentPico !== null)?.spentPico ?? 0n;
  const usedUp = days.find(({ spentPico }) => spentPico !== null && spentPico >= amountPico);
  const isAhead = ({ to }: BurnDownDay) => to > now;
  const isUnconverted = ({ date, from }: BurnDownDay) => from <= now && unconverted.has(date);
  const open = days.filter((day) => isAhead(day) || isUnconverted(day));
  const expected = expectSpend(
    fitSpend(withoutCapacity(fromFirstRecord(history))),
    open.map((day) => dayAhead(Date.parse(day.date), isUnconverted(day) ? 1 : partAhead(day, now))),
  );
  // A period that is over needs no expectation.
  if (expected === null && open.length > 0) {
    return { projectedPico: null, exhaustedOn: usedUp?.date ?? null, projectedByDate: new Map() };
  }

  let certain = spent;
  const course = open
    .map((day, index) => {
      certain += due.get(day.date) ?? 0n;
      return { ...day, sum: certain + (expected?.[index] ?? 0n) };
    })
    .filter(isAhead);
  const exhausted = course.find(({ sum }) => sum >= amountPico);
  return {
    projectedPico: certain + (expected?.at(-1) ?? 0n),
    exhaustedOn: usedUp?.date ?? exhausted?.date ?? null,
    projectedByDate: new Map(course.map(({ date, sum }) => [date, sum])),
  };
}

function partAhead({ from, to }: BurnDownDay, now: Date): number {
  return from >= now ? 1 : (to.getTime() - now.getTime()) / (to.getTime() - from.getTime());
}
