import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { getQueryClient } from "@/app/get-query-client";
import { ReconciliationScreen } from "@/components/reconciliation/reconciliation-screen";
import { BILL_SOURCES } from "@/lib/ingest/bill-files/bill-sources";
import { t, textOf } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Reconciliation") };
}

export default async function ReconciliationPage() {
  const { scopes } = await requireViewer();
  const client = getQueryClient();
  await Promise.all([
    prefetch(client, "/api/v1/reconciliations", {}),
    prefetch(client, "/api/v1/reconciliations/models", {}),
  ]);
  const sources = [...BILL_SOURCES.values()].map(({ name, title }) => ({ value: name, label: textOf(title) }));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ReconciliationScreen canEdit={scopes.includes("ledger:write")} sources={sources} />
    </HydrationBoundary>
  );
}
