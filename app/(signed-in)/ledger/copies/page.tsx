import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { getQueryClient } from "@/app/get-query-client";
import { CopiesScreen } from "@/components/copies/copies-screen";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Scheduled copies") };
}

export default async function CopiesPage() {
  const { scopes } = await requireViewer();
  const client = getQueryClient();
  const canEdit = scopes.includes("ledger:write");
  // Without the places that only editors see; the browser asks for these with its own session.
  if (!canEdit) await prefetch(client, "/api/v1/export-schedules", {});
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CopiesScreen canEdit={canEdit} />
    </HydrationBoundary>
  );
}
