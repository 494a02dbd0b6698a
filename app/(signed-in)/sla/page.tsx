import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { readReport } from "@/app/_server/read-report";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { getQueryClient } from "@/app/get-query-client";
import { SlaScreen } from "@/components/sla/sla-screen";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("SLA") };
}

export default async function SlaPage({ searchParams }: SearchParamsProp) {
  const { scopes } = await requireViewer();
  const { query, tz } = await readReport(await searchParams, "/sla");
  const client = getQueryClient();
  await Promise.all([
    prefetch(client, "/api/v1/stats/sla", { ...query, tz }),
    prefetch(client, "/api/v1/targets", {}),
    prefetch(client, "/api/v1/exclusions", {}),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SlaScreen canEdit={scopes.includes("admin")} />
    </HydrationBoundary>
  );
}
