import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { readReport } from "@/app/_server/read-report";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { getQueryClient } from "@/app/get-query-client";
import { groupsOf, spendQueries } from "@/components/spend/spend-queries";
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
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SpendScreen paritySources={PARITY_CHOICES} />
    </HydrationBoundary>
  );
}
