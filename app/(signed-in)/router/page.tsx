import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { publicOrigin } from "@/app/_server/auth";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { getQueryClient } from "@/app/get-query-client";
import { RouterScreen } from "@/components/router/router-screen";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Router") };
}

export default async function RouterPage() {
  const { scopes } = await requireViewer();
  const client = getQueryClient();
  await prefetch(client, "/api/v1/upstreams", {});
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <RouterScreen origin={publicOrigin(await headers())} canEdit={scopes.includes("admin")} />
    </HydrationBoundary>
  );
}
