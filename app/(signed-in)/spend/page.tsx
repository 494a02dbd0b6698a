import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetchSpend } from "@/app/_server/prefetch";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { getQueryClient } from "@/app/get-query-client";
import { loadReportParams, reportOf } from "@/components/shell/report-params";
import { defaultWindowOf } from "@/components/shell/screens";
import { groupsOf, spendQueries } from "@/components/spend/spend-queries";
import { SpendScreen } from "@/components/spend/spend-screen";

export const metadata: Metadata = { title: "Spend" };

export default async function SpendPage({ searchParams }: SearchParamsProp) {
  await requireViewer();
  const sent = await searchParams;
  const report = reportOf(loadReportParams(sent), defaultWindowOf("/spend"));
  const { table, bars, coverage } = spendQueries(report, groupsOf(sent.group));
  const client = getQueryClient();
  await Promise.all([prefetchSpend(client, table), prefetchSpend(client, bars), prefetchSpend(client, coverage)]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SpendScreen />
    </HydrationBoundary>
  );
}
