import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { prefetchRegions } from "@/app/_server/prefetch-regions";
import { readLate } from "@/app/_server/read-late";
import { readReport } from "@/app/_server/read-report";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { getQueryClient } from "@/app/get-query-client";
import {
  compareMetric,
  compareMix,
  compareStatsQuery,
  comparisonQuery,
  policyTier,
  recommendationQuery,
  TIER_CHOICES,
  tierTrafficQuery,
} from "@/components/compare/compare-queries";
import { CompareScreen } from "@/components/compare/compare-screen";
import { pickModels } from "@/components/compare/pick-models";
import { withCommonTier, withRecommendedTier } from "@/components/compare/pick-tier";
import { targetsOf } from "@/components/compare/targets-of";
import { LateAnswers } from "@/components/shell/late-answers";
import { readOptions } from "@/lib/client/read-options";
import { spendOptions, spendParams } from "@/lib/client/spend";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Compare") };
}

export default async function ComparePage({ searchParams }: SearchParamsProp) {
  await requireViewer();
  const sent = await searchParams;
  const report = await readReport(sent, "/compare");
  const client = getQueryClient();
  const tiers = TIER_CHOICES.find((choice) => choice === sent.tiers) ?? "common";
  const traffic = tierTrafficQuery(report.query);
  await prefetch(client, "/api/v1/spend", spendParams(traffic));
  const rows = client.getQueryData(spendOptions(traffic).queryKey)?.rows ?? [];
  const { query } = withCommonTier(report.query, { rows, choice: tiers });
  await Promise.all([
    prefetch(client, "/api/v1/stats/models", compareStatsQuery(query)),
    prefetch(client, "/api/v1/policies", {}),
  ]);
  const stats = client.getQueryData(readOptions("/api/v1/stats/models", compareStatsQuery(query)).queryKey);
  const model = pickModels(report.query.model, stats?.models ?? []);
  const mix = compareMix(sent.mix);
  const recommended = withRecommendedTier(report.query, { rows, picked: model, chosen: policyTier(sent.policy_tier) });
  const bundle = client.getQueryData(readOptions("/api/v1/policies", {}).queryKey);
  await Promise.all([
    prefetchRegions(client, query, model),
    prefetch(client, "/api/v1/stats/comparison", comparisonQuery(query, model, mix)),
    prefetch(
      client,
      "/api/v1/stats/recommendation",
      recommendationQuery(recommended.query, model, { mix, targets: targetsOf(bundle, recommended.query.tier) }),
    ),
    prefetch(client, "/api/v1/stats/distribution", { ...query, model, metric: compareMetric(sent.metric) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LateAnswers answers={[readLate("/api/v1/stats/cascade", { ...query, model: [] })]} />
      <CompareScreen />
    </HydrationBoundary>
  );
}
