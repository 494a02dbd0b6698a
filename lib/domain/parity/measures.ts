import { recordOf } from "../record-of";

/** What two sides are compared by. All are whole numbers: calls, tokens, and money in 10⁻¹² USD. */
export const MEASURES = ["calls", "input_tokens", "output_tokens", "cost"] as const;
export type Measure = (typeof MEASURES)[number];
export type Amounts = Record<Measure, bigint>;
/** Null where a side says nothing of it. */
export type KnownAmounts = Record<Measure, bigint | null>;

export function noAmounts(): Amounts {
  return recordOf(MEASURES, () => 0n);
}

/** Amounts made one by one from their measure. */
export function amountsOf(amount: (measure: Measure) => bigint): Amounts {
  return recordOf(MEASURES, amount);
}

export function addAmounts(a: Amounts, b: Amounts): Amounts {
  return amountsOf((measure) => a[measure] + b[measure]);
}

export function isNothing(amounts: Amounts): boolean {
  return MEASURES.every((measure) => amounts[measure] === 0n);
}

export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** As much of a value as goes into a rest of the same sign. */
export function within(value: bigint, rest: bigint): bigint {
  if (value === 0n || rest === 0n || value > 0n !== rest > 0n) return 0n;
  return absolute(value) < absolute(rest) ? value : rest;
}

/** Whether two values differ by no more than so many thousandths of the larger. */
export function isNear(a: bigint, b: bigint, thousandths: bigint): boolean {
  const difference = absolute(a - b) * 1_000n;
  return difference <= absolute(a) * thousandths || difference <= absolute(b) * thousandths;
}
