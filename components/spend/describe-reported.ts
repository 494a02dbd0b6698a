import type { SpendTotal } from "@/lib/contract/spend";
import { displayUsd, formatPercent } from "@/lib/domain/format";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";

type Reported = Pick<SpendTotal, "cost_usd" | "reported_cost_usd" | "reported_share" | "priced_share">;

/**
 * What a sum of reported costs is a sum of, and how it differs from ours where both are of the same attempts.
 *
 * A part of the attempts is never held against the whole: the difference would be the share, not the price.
 */
export function describeReported({ cost_usd, reported_cost_usd, reported_share, priced_share }: Reported): string {
  if (reported_cost_usd === null || reported_share === null) return "No router reports its own cost";
  if (reported_share < 1) return `Of ${formatPercent(reported_share, 1)} of the attempts; the others came without one`;
  const [reported, ours] = [parseUsd(reported_cost_usd), cost_usd === null ? null : parseUsd(cost_usd)];
  if (reported === null || ours === null || priced_share !== 1) {
    return "Of all attempts; not all have a computed cost";
  }
  if (reported === ours) return "Of all attempts, equal to the computed cost";
  const [difference, word] = reported > ours ? [reported - ours, "more"] : [ours - reported, "less"];
  return `Of all attempts; ${displayUsd(formatUsd(difference))} ${word} than ours`;
}
