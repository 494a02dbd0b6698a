import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { readLate } from "@/app/_server/read-late";
import { readReport } from "@/app/_server/read-report";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { getQueryClient } from "@/app/get-query-client";
import { LateAnswers } from "@/components/shell/late-answers";
import { withoutRange } from "@/components/shell/report-params";
import { groupsOf, spendQueries, spendWindow } from "@/components/spend/spend-queries";
import { SpendScreen } from "@/components/spend/spend-screen";
import { spendParams } from "@/lib/client/spend";
import { PARITY_SOURCES } from "@/lib/ingest/parity/parity-sources";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Spend") };
}

const PARITY_CHOICES = PARITY_SOURCES.map(({ name, title }) => ({ value: name, label: title }));

export default async function SpendPage({ searchParams }: SearchParamsProp) {
  await requireViewer();
  const sent = await searchParams;
  const report = await readReport(sent, "/spend");
  const { table, bars } = spendQueries(report, groupsOf(sent.group));
  const client = getQueryClient();
  await Promise.all([
    prefetch(client, "/api/v1/spend", spendParams(table)),
    prefetch(client, "/api/v1/spend", spendParams(bars)),
  ]);
  const asked = spendWindow(report);
  const { window, from, to, model, provider, region, tier } = report.query;
  const late = [
    readLate("/api/v1/spend/unpriced", asked),
    readLate("/api/v1/spend/waste", asked),
    readLate("/api/v1/marks", { window, from, to, model, provider, region, tier }),
    readLate("/api/v1/forecast", withoutRange(report)),
    readLate("/api/v1/bridge", asked),
    readLate("/api/v1/spend/anomalies", asked),
  ];
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LateAnswers answers={late} />
      <SpendScreen paritySources={PARITY_CHOICES} />
    </HydrationBoundary>
  );
}
