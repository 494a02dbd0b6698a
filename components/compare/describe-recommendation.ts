import type { ReportQuery } from "@/components/shell/report-params";
import type { Recommended } from "@/lib/contract/recommendation";
import { formatUptime } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
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
  const own = { alone: formatUptime(alone, 4), independent: formatUptime(independent, 4), hours };
  const sentences = [
    joint === null
      ? t(
          "Of its requests the primary answers {alone} alone, {independent} with the fallback, if they fail independently: only {hours} hours with both.",
          own,
        )
      : t(
          "Of its requests the primary answers {alone} alone, {joint} with the fallback as they failed over {hours} hours ({independent} if independently).",
          { ...own, joint: formatUptime(joint, 4) },
        ),
  ];
  if (usd !== null) {
    sentences.push(
      t(
        "The fallback's answers cost {usd} of a thousand requests{nines, select, none {} other { for {nines} more nines}}{perNine, select, none {} other {, {perNine} for each further nine}}.",
        {
          usd: displayUsdNumber(usd),
          nines: nines === null ? "none" : nines.toFixed(1),
          perNine: perNine === null ? "none" : displayUsdNumber(perNine),
        },
      ),
    );
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
