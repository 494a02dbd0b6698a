import type { ReportQuery } from "@/components/shell/report-params";
import type { Recommended } from "@/lib/contract/recommendation";
import { formatUptime } from "@/lib/domain/format";
import { displayUsdNumber } from "./display-usd-number";

/** What a fallback adds, and at which price. */
export function describeNines(availability: NonNullable<Recommended["availability"]>): string[] {
  const {
    alone,
    independent,
    joint,
    hours,
    nines,
    usd_per_thousand: usd,
    usd_per_thousand_per_nine: perNine,
  } = availability;
  const withFallback =
    joint === null
      ? `${formatUptime(independent, 4)} with the fallback, if they fail independently: only ${hours} hours with both`
      : `${formatUptime(joint, 4)} with the fallback as they failed over ${hours} hours (${formatUptime(independent, 4)} if independently)`;
  const sentences = [`Of its requests the primary answers ${formatUptime(alone, 4)} alone, ${withFallback}.`];
  if (usd !== null) {
    const price = perNine === null ? "" : `, ${displayUsdNumber(perNine)} for each further nine`;
    const gained = nines === null ? "" : ` for ${nines.toFixed(1)} more nines`;
    sentences.push(`The fallback's answers cost ${displayUsdNumber(usd)} of a thousand requests${gained}${price}.`);
  }
  return sentences;
}

/** The form of the tier's policy with the recommendation filled in; null of several tiers, or without a primary. */
export function draftHref(query: ReportQuery, { primary, fallback }: Recommended): string | null {
  const [tier] = query.tier;
  if (tier === undefined || query.tier.length !== 1 || primary === null) return null;
  const [region] = query.region.length === 1 ? query.region : [];
  const draft = new URLSearchParams({
    primary,
    ...(fallback !== null && { fallback }),
    ...(region !== undefined && { region }),
  });
  return `/policies/${encodeURIComponent(tier)}?${draft}`;
}
