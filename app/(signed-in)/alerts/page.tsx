import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { getQueryClient } from "@/app/get-query-client";
import { AlertsScreen } from "@/components/alerts/alerts-screen";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Alerts") };
}

export default async function AlertsPage() {
  const { scopes } = await requireViewer();
  const client = getQueryClient();
  await Promise.all([prefetch(client, "/api/v1/alerts", {}), prefetch(client, "/api/v1/alert-rules", {})]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AlertsScreen canAll={scopes.includes("alerts:write")} canMoney={scopes.includes("budgets:write")} />
    </HydrationBoundary>
  );
}
