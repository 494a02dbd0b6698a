import { describeRange } from "@/components/ui/describe";
import type { Spend } from "@/lib/contract/spend";
import { type SpendChange, spendChange } from "@/lib/domain/comparison/spend-change";
import { displayPicoUsdChange, formatChange } from "@/lib/domain/format";

/** "+$1.20 (+12.3 %)", or without a share where nothing was spent before. */
export function describeSpendChange({ pico, ratio }: SpendChange): string {
  const text = displayPicoUsdChange(pico);
  return ratio === null ? text : `${text} (${formatChange(ratio)})`;
}

/** How the spend of a window differs from that of the period before it, in a line; null where it was not compared. */
export function describeTotalChange({ total, previous }: Spend): string | null {
  if (!previous) return null;
  if (!previous.total) return "The period before is not retained";
  if (previous.total.attempts === 0 && !previous.total.usage_records) return "Nothing was spent in the period before";
  const change = spendChange(total, previous.total);
  return change === null ? "The period before has no cost to compare" : `${describeSpendChange(change)} than before`;
}

/** How a count differs from that of the period before, or null where that is not known. */
export function describeCountChange(now: number | null, before: number | null | undefined): string | null {
  if (now === null || !before) return null;
  return `${formatChange(now / before - 1)} than before`;
}

/** Which period is compared with, in the report zone. */
export function describePeriod({ previous }: Spend, zone: string): string | null {
  return previous ? `compared with ${describeRange(previous, zone)}` : null;
}
