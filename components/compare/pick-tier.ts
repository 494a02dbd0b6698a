import type { ReportQuery } from "@/components/shell/report-params";
import { groupBy } from "@/lib/domain/group-by";
import type { TierChoice } from "./compare-queries";
import { MIN_PICKS } from "./pick-models";

type TierTraffic = { model?: string | undefined; tier?: string | null | undefined; attempts: number };

/** The tier that most of the models asked for answer, of several the busiest of them; null where no two share one. */
export function pickTier(rows: readonly TierTraffic[], asked: readonly string[]): string | null {
  const isAsked = (row: TierTraffic) =>
    row.attempts > 0 && (asked.length < MIN_PICKS || (row.model !== undefined && asked.includes(row.model)));
  const tiers = [...groupBy(rows.filter(isAsked), ({ tier }) => tier ?? null)].flatMap(([tier, own]) =>
    tier === null ? [] : [{ tier, models: own.length, attempts: own.reduce((sum, { attempts }) => sum + attempts, 0) }],
  );
  const shared = tiers.filter(({ models }) => models >= MIN_PICKS);
  const [best] = shared.sort(
    (a, b) =>
      (asked.length < MIN_PICKS ? 0 : b.models - a.models) || b.attempts - a.attempts || (a.tier < b.tier ? -1 : 1),
  );
  return best?.tier ?? null;
}

/** A report narrowed to the tier in common, where none is filtered for and all are not asked for. */
export function withCommonTier(
  query: ReportQuery,
  { rows, choice }: { rows: readonly TierTraffic[]; choice: TierChoice },
): { query: ReportQuery; tier: string | null } {
  const tier = choice === "all" || query.tier.length > 0 ? null : pickTier(rows, query.model);
  return { query: tier === null ? query : { ...query, tier: [tier] }, tier };
}
