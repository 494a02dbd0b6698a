import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { getQueryClient } from "@/app/get-query-client";
import { LedgerScreen } from "@/components/ledger/ledger-screen";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Ledger") };
}

export default async function LedgerPage() {
  const { scopes } = await requireViewer();
  const client = getQueryClient();
  const canClose = scopes.includes("ledger:write");
  await Promise.all([
    prefetch(client, "/api/v1/months", {}),
    ...(canClose ? [prefetch(client, "/api/v1/statement-recipients", {})] : []),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LedgerScreen canClose={canClose} />
    </HydrationBoundary>
  );
}
