import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { readLate } from "@/app/_server/read-late";
import { readReport } from "@/app/_server/read-report";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { getQueryClient } from "@/app/get-query-client";
import { histogramQuery, loadAttemptsParams } from "@/components/attempts/attempts-params";
import { AttemptsScreen } from "@/components/attempts/attempts-screen";
import { LateAnswers } from "@/components/shell/late-answers";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Attempts") };
}

export default async function AttemptsPage({ searchParams }: SearchParamsProp) {
  await requireViewer();
  const sent = await searchParams;
  const { query } = await readReport(sent, "/attempts");
  const client = getQueryClient();
  await prefetch(client, "/api/v1/attempts/histogram", histogramQuery(query, loadAttemptsParams(sent).outcome));
  const { window, from, to, model, provider, region, tier } = query;
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LateAnswers answers={[readLate("/api/v1/marks", { window, from, to, model, provider, region, tier })]} />
      <AttemptsScreen />
    </HydrationBoundary>
  );
}
