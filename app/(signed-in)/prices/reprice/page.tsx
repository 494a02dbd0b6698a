import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { getQueryClient } from "@/app/get-query-client";
import { RepriceScreen } from "@/components/reprice/reprice-screen";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Re-price") };
}

export default async function RepricePage() {
  const { scopes } = await requireViewer();
  const client = getQueryClient();
  await prefetch(client, "/api/v1/reprice", {});
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <RepriceScreen canEdit={scopes.includes("prices:write")} nowMs={Date.now()} />
    </HydrationBoundary>
  );
}
