import type { ReportQuery } from "@/components/shell/report-params";
import { groupBy } from "@/lib/domain/group-by";
import type { TierChoice } from "./compare-queries";
import { MIN_PICKS } from "./pick-models";

type TierTraffic = { model?: string | undefined; tier?: string | null | undefined; attempts: number };

/** The tier that most of the models asked for answer, of several the busiest of them; null where no two share one. */
export function pickTier(rows: readonly TierTraffic[], asked: readonly string[]): string | null {
  return commonTiers(rows, asked)[0] ?? null;
}

/** The tiers that at least two of the models asked for answer: those of most of them first, of as many the busiest. */
export function commonTiers(rows: readonly TierTraffic[], asked: readonly string[]): string[] {
  const isAsked = (row: TierTraffic) =>
    row.attempts > 0 && (asked.length < MIN_PICKS || (row.model !== undefined && asked.includes(row.model)));
  const tiers = [...groupBy(rows.filter(isAsked), ({ tier }) => tier ?? null)].flatMap(([tier, own]) =>
    tier === null ? [] : [{ tier, models: own.length, attempts: own.reduce((sum, { attempts }) => sum + attempts, 0) }],
  );
  return tiers
    .filter(({ models }) => models >= MIN_PICKS)
    .sort(
      (a, b) =>
        (asked.length < MIN_PICKS ? 0 : b.models - a.models) || b.attempts - a.attempts || (a.tier < b.tier ? -1 : 1),
    )
    .map(({ tier }) => tier);
}

/**
 * A report narrowed to one tier, since a policy is of one, and the tiers to choose from; the report itself where it is of one, or
 * where no two of the models share any.
 */
export function withRecommendedTier(
  query: ReportQuery,
  { rows, picked, chosen }: { rows: readonly TierTraffic[]; picked: readonly string[]; chosen: string | null },
): { query: ReportQuery; tiers: string[] } {
  if (query.tier.length === 1) return { query, tiers: [] };
  const tiers = commonTiers(rows, picked).filter((tier) => query.tier.length === 0 || query.tier.includes(tier));
  const tier = tiers.find((one) => one === chosen) ?? tiers[0];
  return { query: tier === undefined ? query : { ...query, tier: [tier] }, tiers };
}

/** A report narrowed to the tier in common, where none is filtered for and all are not asked for. */
export function withCommonTier(
  query: ReportQuery,
  { rows, choice }: { rows: readonly TierTraffic[]; choice: TierChoice },
): { query: ReportQuery; tier: string | null } {
  const tier = choice === "all" || query.tier.length > 0 ? null : pickTier(rows, query.model);
  return { query: tier === null ? query : { ...query, tier: [tier] }, tier };
}
