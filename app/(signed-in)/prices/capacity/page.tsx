import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { readReport } from "@/app/_server/read-report";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { getQueryClient } from "@/app/get-query-client";
import { CapacityScreen } from "@/components/capacity/capacity-screen";
import { capacityWindow } from "@/components/capacity/capacity-window";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Capacity") };
}

export default async function CapacityPage({ searchParams }: SearchParamsProp) {
  const { scopes } = await requireViewer();
  const report = await readReport(await searchParams, "/prices/capacity");
  const client = getQueryClient();
  await Promise.all([
    prefetch(client, "/api/v1/capacity/use", capacityWindow(report)),
    prefetch(client, "/api/v1/discounts", {}),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CapacityScreen canEdit={scopes.includes("prices:write")} />
    </HydrationBoundary>
  );
}
