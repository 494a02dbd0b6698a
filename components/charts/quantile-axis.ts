import { t } from "@/lib/messages/translate";

/** Where a quantile stands on an axis of nines: each further nine of the tail takes as much room as the one before. */
export function quantilePosition(q: number): number {
  return -Math.log10(1 - Math.min(q, 0.99999));
}

/** The quantiles an axis of nines names, up to the furthest one drawn. */
export function quantileTicks(maxQ: number): { at: number; label: string }[] {
  return [0, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999]
    .filter((q) => q <= maxQ)
    .map((q) => ({ at: quantilePosition(q), label: q === 0 ? t("min") : `p${Number((q * 100).toFixed(2))}` }));
}
