import { formatPercent } from "@/lib/domain/format";

/** How much of a sum of money is known, and how much of that is estimated. */
export function describeCoverage(sum: { priced_share: number | null; estimated_share: number | null }): string {
  if (sum.priced_share === null) return "No attempts";
  const priced = `${formatPercent(sum.priced_share, 1)} of attempts priced`;
  return sum.estimated_share ? `${priced}, ${formatPercent(sum.estimated_share, 1)} of those estimated` : priced;
}
