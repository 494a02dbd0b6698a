import type { SpendTotal } from "@/lib/contract/spend";
import { displayUsd, formatPercent } from "@/lib/domain/format";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";

type Reported = Pick<SpendTotal, "attempts" | "reported_cost_usd" | "reported_share" | "matched">;

/**
 * What a sum of reported costs is a sum of, and how it differs from ours on the same attempts, those that have both.
 *
 * A part of the attempts is never held against the whole: the difference would be the share, not the price.
 */
export function describeReported({ attempts, reported_cost_usd, reported_share, matched }: Reported): string[] {
  if (reported_cost_usd === null || reported_share === null) return ["No router reports its own cost"];
  const of = reported_share < 1 ? `Of ${formatPercent(reported_share, 1)} of the attempts` : "Of all attempts";
  if (!matched) return [of];
  const [reported, ours] = [parsed(matched.reported_cost_usd), parsed(matched.cost_usd)];
  if (reported === null || ours === null) return [`${of}; none of them has a computed cost`];
  const beside =
    matched.attempts < Math.round(reported_share * attempts)
      ? `On the ${formatPercent(matched.attempts / attempts, 1)} that have both`
      : "On the same attempts";
  if (reported === ours) return [of, `${beside}: equal to the computed ${displayUsd(formatUsd(ours))}`];
  const [difference, word] = reported > ours ? [reported - ours, "more"] : [ours - reported, "less"];
  const share = ours === 0n ? "" : ` (${formatPercent(Number(difference) / Number(ours))})`;
  return [of, `${beside}: ${displayUsd(formatUsd(difference))}${share} ${word} than ours`];
}

function parsed(usd: string | null): bigint | null {
  return usd === null ? null : parseUsd(usd);
}
