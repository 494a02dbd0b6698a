import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { readModelHealth } from "@/app/_server/model-health";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { getReadDb } from "@/app/_server/runtime";
import { getQueryClient } from "@/app/get-query-client";
import { PoliciesScreen } from "@/components/policies/policies-screen";
import { TIER_QUERIES } from "@/components/policies/tiers/tier-queries";
import { getAliases } from "@/db/policies/get-aliases";
import { listPolicies } from "@/db/policies/list-policies";
import { CATALOGUE } from "@/lib/domain/catalogue/catalogue";
import { t } from "@/lib/messages/translate";
import { publishAliasTable } from "./alias-actions";

export function generateMetadata(): Metadata {
  return { title: t("Policies") };
}

export default async function PoliciesPage() {
  const user = await requireViewer();
  const db = getReadDb();
  const now = new Date();
  const client = getQueryClient();
  const [policies, health, aliases] = await Promise.all([
    listPolicies(db),
    readModelHealth(now),
    getAliases(db),
    prefetch(client, "/api/v1/stats/series", TIER_QUERIES.traffic),
    prefetch(client, "/api/v1/failovers", TIER_QUERIES.failovers),
    prefetch(client, "/api/v1/routers", {}),
    prefetch(client, "/api/v1/retirements", {}),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PoliciesScreen
        policies={policies}
        health={health}
        asOf={now.toISOString()}
        aliases={aliases}
        models={CATALOGUE.map(({ id }) => id)}
        canEdit={user.role === "admin"}
        publishAliases={publishAliasTable}
      />
    </HydrationBoundary>
  );
}
