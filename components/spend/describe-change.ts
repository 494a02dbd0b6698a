import { describeRange } from "@/components/ui/describe";
import type { Spend } from "@/lib/contract/spend";
import { type SpendChange, spendChange } from "@/lib/domain/comparison/spend-change";
import { displayPicoUsdChange, formatChange, formatInstant } from "@/lib/domain/format";
import { comparedTotal } from "./compared-rows";

/** "+$1.20 (+12.3 %)", or without a share where nothing was spent before. */
export function describeSpendChange({ pico, ratio }: SpendChange): string {
  const text = displayPicoUsdChange(pico);
  return ratio === null ? text : `${text} (${formatChange(ratio)})`;
}

/** How the spend of a window differs from that of the period before it, in a line; null where it was not compared. */
export function describeTotalChange({ total, previous }: Spend): string | null {
  if (!previous) return null;
  const before = comparedTotal({ previous });
  if (previous.records_from !== null) {
    return `Not compared: records begin on ${formatInstant(previous.records_from, "UTC", "day")}`;
  }
  if (before === null) return previous.total ? "No attempts in the period before" : "The period before is not retained";
  const change = spendChange(total, before);
  return change === null
    ? "The period before has no cost to compare"
    : `${describeSpendChange(change)} on the period before`;
}

/** How a count differs from that of the period before, or null where that is not known. */
export function describeCountChange(now: number | null, before: number | null | undefined): string | null {
  if (now === null || !before) return null;
  return `${formatChange(now / before - 1)} on the period before`;
}

/** Which period is compared with, in the report zone. */
export function describePeriod({ previous }: Spend, zone: string): string | null {
  if (!previous) return null;
  const range = describeRange(previous, zone);
  if (comparedTotal({ previous }) !== null) return `compared with ${range}`;
  if (previous.records_from !== null) {
    return `not compared with ${range}: records begin on ${formatInstant(previous.records_from, "UTC", "day")}`;
  }
  return previous.why === null ? `nothing to compare with in ${range}` : `not compared: ${previous.why}`;
}
