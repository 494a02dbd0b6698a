import type { ReportQuery } from "@/components/shell/report-params";
import { groupBy } from "@/lib/domain/group-by";
import { t } from "@/lib/messages/translate";
import type { TierChoice } from "./compare-queries";
import { MIN_PICKS } from "./pick-models";

type TierTraffic = { model?: string | undefined; tier?: string | null | undefined; attempts: number };

/** The tier that most of the models asked for answer, of several the busiest of them; null where no two share one. */
export function pickTier(rows: readonly TierTraffic[], asked: readonly string[]): string | null {
  const common = tiersOf(rows, asked).filter(({ models }) => models >= MIN_PICKS);
  const [first] = asked.length < MIN_PICKS ? common : common.toSorted((a, b) => b.models - a.models);
  return first?.tier ?? null;
}

/** Every tier that any of the models asked for answers, the one with most of their traffic first. */
export function busiestTiers(rows: readonly TierTraffic[], asked: readonly string[]): string[] {
  return tiersOf(rows, asked).map(({ tier }) => tier);
}

function tiersOf(rows: readonly TierTraffic[], asked: readonly string[]) {
  const isAsked = (row: TierTraffic) =>
    row.attempts > 0 && (asked.length < MIN_PICKS || (row.model !== undefined && asked.includes(row.model)));
  return [...groupBy(rows.filter(isAsked), ({ tier }) => tier ?? null)]
    .flatMap(([tier, own]) => {
      const attempts = own.reduce((sum, row) => sum + row.attempts, 0);
      return tier === null ? [] : [{ tier, models: own.length, attempts }];
    })
    .sort((a, b) => b.attempts - a.attempts || (a.tier < b.tier ? -1 : 1));
}

/**
 * A report narrowed to one tier, since a policy is of one: the one chosen, else that of most traffic of the picked models, even where
 * only one of them answers it. `tiers` are those to choose from, none where the report is of one.
 */
export function withRecommendedTier(
  query: ReportQuery,
  { rows, picked, chosen }: { rows: readonly TierTraffic[]; picked: readonly string[]; chosen: string | null },
): { query: ReportQuery; tiers: string[] } {
  if (query.tier.length === 1) return { query, tiers: [] };
  const tiers = busiestTiers(rows, picked).filter((tier) => query.tier.length === 0 || query.tier.includes(tier));
  const tier = tiers.find((one) => one === chosen) ?? tiers[0];
  return { query: tier === undefined ? query : { ...query, tier: [tier] }, tiers };
}

/** "4 of 6 models have no traffic in premium: a, b, c, d"; null where all have some, or no tier or traffic is known. */
export function describeAbsent(
  rows: readonly TierTraffic[],
  { picked, tier }: { picked: readonly string[]; tier: string | null },
): string | null {
  if (tier === null || rows.length === 0) return null;
  const present = new Set(rows.filter((row) => row.tier === tier && row.attempts > 0).map(({ model }) => model));
  const absent = picked.filter((model) => !present.has(model));
  if (absent.length === 0) return null;
  return t("{count} of {picked} models have no traffic in {tier}: {models}", {
    count: absent.length,
    picked: picked.length,
    tier,
    models: absent.join(", "),
  });
}

/** A report narrowed to the tier in common, where none is filtered for and all are not asked for. */
export function withCommonTier(
  query: ReportQuery,
  { rows, choice }: { rows: readonly TierTraffic[]; choice: TierChoice },
): { query: ReportQuery; tier: string | null } {
  const tier = choice === "all" || query.tier.length > 0 ? null : pickTier(rows, query.model);
  return { query: tier === null ? query : { ...query, tier: [tier] }, tier };
}
