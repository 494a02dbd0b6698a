import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { firstStepsDone } from "@/app/_server/first-steps";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { prefetchPolicyVersions } from "@/app/_server/prefetch-policy-versions";
import { readLate } from "@/app/_server/read-late";
import { readReport } from "@/app/_server/read-report";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { getQueryClient } from "@/app/get-query-client";
import { overviewQueries } from "@/components/overview/overview-queries";
import { OverviewScreen } from "@/components/overview/overview-screen";
import { statsBeforeQuery } from "@/components/periods/stats-before-query";
import { LateAnswers } from "@/components/shell/late-answers";
import { readOptions } from "@/lib/client/read-options";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Overview") };
}

export default async function OverviewPage({ searchParams }: SearchParamsProp) {
  const { role } = await requireViewer();
  const report = await readReport(await searchParams, "/");
  const queries = overviewQueries(report);
  const client = getQueryClient();
  const [firstSteps] = await Promise.all([
    role === "admin" ? firstStepsDone(new Date()) : null,
    prefetch(client, "/api/v1/stats/models", queries.stats),
    prefetch(client, "/api/v1/stats/series", queries.requestTrend),
    prefetch(client, "/api/v1/stats/series", queries.durationTrend),
    prefetch(client, "/api/v1/stats/series", queries.requests),
    prefetch(client, "/api/v1/stats/series", queries.errorRate),
    prefetch(client, "/api/v1/forecast", queries.forecast),
    prefetch(client, "/api/v1/failovers", queries.failovers),
    prefetch(client, "/api/v1/breakers", queries.breakers),
    prefetch(client, "/api/v1/policies", {}).then(() => prefetchPolicyVersions(client)),
  ]);
  const { window, from, to, model, provider, region, tier } = report.query;
  const stats = client.getQueryData(readOptions("/api/v1/stats/models", queries.stats).queryKey);
  const late = [
    readLate("/api/v1/stats/records", {}),
    ...(stats ? [readLate("/api/v1/stats/models", statsBeforeQuery(stats, report))] : []),
    readLate("/api/v1/detections", { window, from, to, model, provider, region }),
    readLate("/api/v1/marks", { window, from, to, model, provider, region, tier }),
  ];
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LateAnswers answers={late} />
      <OverviewScreen firstSteps={firstSteps} />
    </HydrationBoundary>
  );
}
