import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetchSeries, prefetchSpend, prefetchStatsModels } from "@/app/_server/prefetch";
import {
  prefetchBreakers,
  prefetchFailovers,
  prefetchPolicies,
  prefetchPolicyVersions,
} from "@/app/_server/prefetch-policies";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { getQueryClient } from "@/app/get-query-client";
import { monthOf } from "@/components/overview/month";
import { monthQuery, overviewQueries } from "@/components/overview/overview-queries";
import { OverviewScreen } from "@/components/overview/overview-screen";
import { loadReportParams, reportOf } from "@/components/shell/report-params";
import { defaultWindowOf } from "@/components/shell/screens";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ searchParams }: SearchParamsProp) {
  await requireViewer();
  const report = reportOf(loadReportParams(await searchParams), defaultWindowOf("/"));
  const month = monthOf(Date.now(), report.tz);
  const queries = overviewQueries(report);
  const client = getQueryClient();
  await Promise.all([
    prefetchStatsModels(client, queries.stats),
    prefetchSeries(client, queries.requestTrend),
    prefetchSeries(client, queries.durationTrend),
    prefetchSeries(client, queries.requests),
    prefetchSeries(client, queries.errorRate),
    prefetchSpend(client, monthQuery(report, month)),
    prefetchFailovers(client, queries.failovers),
    prefetchBreakers(client, queries.breakers),
    prefetchPolicies(client).then(() => prefetchPolicyVersions(client)),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OverviewScreen month={month} />
    </HydrationBoundary>
  );
}
