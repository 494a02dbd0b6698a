import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { getQueryClient } from "@/app/get-query-client";
import { pairOf } from "@/components/prices/pair-of";
import { PricesScreen } from "@/components/prices/prices-screen";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Prices") };
}

export default async function PricesPage({ searchParams }: SearchParamsProp) {
  const { scopes } = await requireViewer();
  const { price } = await searchParams;
  const client = getQueryClient();
  const openedAt = new Date().toISOString();
  const pair = pairOf(typeof price === "string" ? price : null);
  await Promise.all([
    prefetch(client, "/api/v1/prices", { since: openedAt }),
    prefetch(client, "/api/v1/catalogue", {}),
    ...(pair ? [prefetch(client, "/api/v1/prices", pair)] : []),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PricesScreen canEdit={scopes.includes("prices:write")} openedAt={openedAt} />
    </HydrationBoundary>
  );
}
