import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { prefetchRegions } from "@/app/_server/prefetch-regions";
import { readReport } from "@/app/_server/read-report";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { getQueryClient } from "@/app/get-query-client";
import {
  compareMetric,
  compareMix,
  compareStatsQuery,
  comparisonQuery,
  TIER_CHOICES,
  tierTrafficQuery,
} from "@/components/compare/compare-queries";
import { CompareScreen } from "@/components/compare/compare-screen";
import { pickModels } from "@/components/compare/pick-models";
import { withCommonTier } from "@/components/compare/pick-tier";
import { readOptions } from "@/lib/client/read-options";
import { spendOptions, spendParams } from "@/lib/client/spend";

export const metadata: Metadata = { title: "Compare" };

export default async function ComparePage({ searchParams }: SearchParamsProp) {
  await requireViewer();
  const sent = await searchParams;
  const report = await readReport(sent, "/compare");
  const client = getQueryClient();
  const tiers = TIER_CHOICES.find((choice) => choice === sent.tiers) ?? "common";
  const traffic = tierTrafficQuery(report.query);
  await prefetch(client, "/api/v1/spend", spendParams(traffic));
  const { query } = withCommonTier(report.query, {
    rows: client.getQueryData(spendOptions(traffic).queryKey)?.rows ?? [],
    choice: tiers,
  });
  await prefetch(client, "/api/v1/stats/models", compareStatsQuery(query));
  const stats = client.getQueryData(readOptions("/api/v1/stats/models", compareStatsQuery(query)).queryKey);
  const model = pickModels(query.model, stats?.models ?? []);
  await Promise.all([
    prefetchRegions(client, query, model),
    prefetch(client, "/api/v1/policies", {}),
    prefetch(client, "/api/v1/stats/comparison", comparisonQuery(query, model, compareMix(sent.mix))),
    prefetch(client, "/api/v1/stats/distribution", { ...query, model, metric: compareMetric(sent.metric) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CompareScreen />
    </HydrationBoundary>
  );
}
