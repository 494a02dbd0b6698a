import type { SpendTotal } from "@/lib/contract/spend";
import { displayUsd, formatPercent } from "@/lib/domain/format";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";
import { t } from "@/lib/messages/translate";

type Reported = Pick<SpendTotal, "attempts" | "reported_cost_usd" | "reported_share" | "matched">;

/**
 * What a sum of reported costs is a sum of, and how it differs from ours on the same attempts, those that have both.
 *
 * A part of the attempts is never held against the whole: the difference would be the share, not the price.
 */
export function describeReported({ attempts, reported_cost_usd, reported_share, matched }: Reported): string[] {
  if (reported_cost_usd === null || reported_share === null) return [t("No router reports its own cost")];
  const of =
    reported_share < 1
      ? t("Of {share} of the attempts", { share: formatPercent(reported_share, 1) })
      : t("Of all attempts");
  if (!matched) return [of];
  const [reported, ours] = [parsed(matched.reported_cost_usd), parsed(matched.cost_usd)];
  if (reported === null || ours === null) return [t("{of}; none of them has a computed cost", { of })];
  const beside =
    matched.attempts < Math.round(reported_share * attempts)
      ? t("On the {percent} that have both", { percent: formatPercent(matched.attempts / attempts, 1) })
      : t("On the same attempts");
  if (reported === ours)
    return [of, t("{beside}: equal to the computed {cost}", { beside, cost: displayUsd(formatUsd(ours)) })];
  const pico = reported > ours ? reported - ours : ours - reported;
  const share = ours === 0n ? "" : ` (${formatPercent(Number(pico) / Number(ours))})`;
  const values = { beside, difference: `${displayUsd(formatUsd(pico))}${share}` };
  return [
    of,
    reported > ours
      ? t("{beside}: {difference} more than ours", values)
      : t("{beside}: {difference} less than ours", values),
  ];
}

function parsed(usd: string | null): bigint | null {
  return usd === null ? null : parseUsd(usd);
}
