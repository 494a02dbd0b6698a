import { intervalBucketsOf } from "../time/time-window";
import type { PeriodSpan } from "./budget-period";

/**
 * A local day of a period: what it cost (null where that is not known) and what is known to be spent by its end, both null
 * before it begins; and the even line.
 */
export type BurnDownDay = {
  date: string;
  from: Date;
  to: Date;
  costPico: bigint | null;
  spentPico: bigint | null;
  evenPico: bigint;
};

export type BurnDownInput = {
  span: PeriodSpan;
  zone: string;
  now: Date;
  amountPico: bigint;
  /** What each local date cost; one that is missing cost nothing, and one that is not known adds nothing. */
  costs: ReadonlyMap<string, bigint | null>;
};

/** The days of a period in order. They add up to what is spent, and the even line ends at the amount. */
export function burnDown({ span, zone, now, amountPico, costs }: BurnDownInput): BurnDownDay[] {
  let spent = 0n;
  return intervalBucketsOf(span, "day", zone).map(({ label, from, to }) => {
    const date = label ?? "";
    const evenPico = evenSpend(span, amountPico, to);
    if (from > now) return { date, from, to, costPico: null, spentPico: null, evenPico };
    const cost = costs.get(date);
    const costPico = cost === undefined ? 0n : cost;
    spent += costPico ?? 0n;
    return { date, from, to, costPico, spentPico: spent, evenPico };
  });
}

/** What is spent at an instant if the amount is used up evenly, to the millisecond, and just at the period's end. */
export function evenSpend({ from, to }: PeriodSpan, amountPico: bigint, at: Date): bigint {
  const length = BigInt(to.getTime() - from.getTime());
  const elapsed = BigInt(Math.min(at.getTime(), to.getTime()) - from.getTime());
  return elapsed <= 0n ? 0n : (amountPico * elapsed) / length;
}
