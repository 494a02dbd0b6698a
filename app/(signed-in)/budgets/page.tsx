import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { getQueryClient } from "@/app/get-query-client";
import { BudgetsScreen } from "@/components/budgets/budgets-screen";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Budgets") };
}

export default async function BudgetsPage({ searchParams }: SearchParamsProp) {
  const { scopes } = await requireViewer();
  const { budget } = await searchParams;
  const client = getQueryClient();
  const isOne = typeof budget === "string" && /^\d{1,9}$/.test(budget);
  await Promise.all([
    prefetch(client, "/api/v1/budgets", {}),
    ...(isOne ? [prefetch(client, "/api/v1/budgets/{id}", { id: Number(budget) })] : []),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <BudgetsScreen canEdit={scopes.includes("budgets:write")} />
    </HydrationBoundary>
  );
}
