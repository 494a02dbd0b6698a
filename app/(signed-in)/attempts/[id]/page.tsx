import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { getQueryClient } from "@/app/get-query-client";
import { attemptInput } from "@/components/attempts/attempt-input";
import { AttemptPage } from "@/components/attempts/attempt-page";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Attempt") };
}

type Props = SearchParamsProp & { params: Promise<{ id: string }> };

export default async function SingleAttemptPage({ params, searchParams }: Props) {
  await requireViewer();
  const id = decodeURIComponent((await params).id);
  const { started_at: startedAt } = await searchParams;
  const asked = attemptInput(id, typeof startedAt === "string" ? startedAt : null);
  const client = getQueryClient();
  await prefetch(client, "/api/v1/attempts/{id}", asked);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AttemptPage asked={asked} />
    </HydrationBoundary>
  );
}
