import type { BurnDownDay } from "./burn-down";
import { type DayCost, expectedDayCosts } from "./expected-day-costs";

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
  history: readonly DayCost[];
  amountPico: bigint;
  now: Date;
};

/** What is spent so far, with what the rest of today and each day after it may be expected to cost. */
export function projectBudget({ days, history, amountPico, now }: ProjectBudgetInput): BudgetProjection {
  const spent = days.findLast(({ spentPico }) => spentPico !== null)?.spentPico ?? 0n;
  const usedUp = days.find(({ spentPico }) => spentPico !== null && spentPico >= amountPico);
  const ahead = days.filter(({ to }) => to > now);
  const expected = expectedDayCosts(
    history,
    ahead.map(({ date }) => date),
  );
  // A period that is over needs no expectation.
  if (expected === null && ahead.length > 0) {
    return { projectedPico: null, exhaustedOn: usedUp?.date ?? null, projectedByDate: new Map() };
  }

  const projectedByDate = new Map<string, bigint>();
  let sum = spent;
  let exhaustedOn = usedUp?.date ?? null;
  for (const [index, day] of ahead.entries()) {
    sum += restOf(day, expected?.[index] ?? 0n, now);
    projectedByDate.set(day.date, sum);
    if (sum >= amountPico) exhaustedOn ??= day.date;
  }
  return { projectedPico: sum, exhaustedOn, projectedByDate };
}

function restOf({ from, to }: BurnDownDay, wholeDayPico: bigint, now: Date): bigint {
  if (from >= now) return wholeDayPico;
  return (wholeDayPico * BigInt(to.getTime() - now.getTime())) / BigInt(to.getTime() - from.getTime());
}
