import { recordOf } from "../record-of";

/** What a threshold is a share of the amount of: what is spent, or what is projected to be spent by the period's end. */
export const THRESHOLD_BASES = ["spent", "projected"] as const;
export type ThresholdBasis = (typeof THRESHOLD_BASES)[number];

/** `percent` of the amount, above 0 to MAX_PERCENT, in steps of a hundredth. */
export type BudgetThreshold = { percent: number; of: ThresholdBasis };

export const MAX_PERCENT = 1_000;
export const DEFAULT_THRESHOLDS: readonly BudgetThreshold[] = [
  { percent: 80, of: "spent" },
  { percent: 100, of: "spent" },
  { percent: 100, of: "projected" },
];

const HUNDREDTHS = 100n;

/** Money in 10⁻¹² of the budget's currency; no projection is null. */
export type BudgetSums = { amountPico: bigint; spentPico: bigint; projectedPico: bigint | null };

/** The thresholds that are reached, exactly: 80 % of 10 is reached by 8, not by 7.999999999999. */
export function reachedThresholds<T extends BudgetThreshold>(thresholds: readonly T[], sums: BudgetSums): T[] {
  const sumOf = recordOf(THRESHOLD_BASES, (of) => (of === "spent" ? sums.spentPico : sums.projectedPico));
  return thresholds.filter(({ percent, of }) => {
    const sum = sumOf[of];
    return sum !== null && sum * 100n * HUNDREDTHS >= sums.amountPico * BigInt(hundredthsOf(percent));
  });
}

/** A percentage as whole hundredths: 12.5 is 1250. */
export function hundredthsOf(percent: number): number {
  return Math.round(percent * Number(HUNDREDTHS));
}

/** What tells the thresholds of a budget apart. */
export function thresholdKey({ percent, of }: BudgetThreshold): string {
  return `${of}:${hundredthsOf(percent)}`;
}

/** Those that are reached and were not before in this period: each comes once, whatever the sums do afterwards. */
export function newlyReached(
  thresholds: readonly BudgetThreshold[],
  sums: BudgetSums,
  before: ReadonlySet<string>,
): BudgetThreshold[] {
  return reachedThresholds(thresholds, sums).filter((threshold) => !before.has(thresholdKey(threshold)));
}
