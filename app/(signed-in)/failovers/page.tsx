import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { readModelHealth } from "@/app/_server/model-health";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { readReport } from "@/app/_server/read-report";
import { getReadDb } from "@/app/_server/runtime";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { getQueryClient } from "@/app/get-query-client";
import type { TriggerNames } from "@/components/failovers/describe-failover";
import { failoversQuery } from "@/components/failovers/failovers-query";
import { FailoversScreen } from "@/components/failovers/failovers-screen";
import type { Db } from "@/db/client";
import { listAllPolicyVersions } from "@/db/policies/list-all-policy-versions";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Failovers") };
}

export default async function FailoversPage({ searchParams }: SearchParamsProp) {
  await requireViewer();
  const { query } = await readReport(await searchParams, "/failovers");
  const client = getQueryClient();
  const now = new Date();
  const [health, triggers] = await Promise.all([
    readModelHealth(now),
    readTriggers(getReadDb()),
    prefetch(client, "/api/v1/failovers", failoversQuery(query)),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <FailoversScreen health={health} triggers={triggers} asOf={now.toISOString()} />
    </HydrationBoundary>
  );
}

/** What each version of each tier judges latency by. */
async function readTriggers(db: Db): Promise<TriggerNames> {
  const byTier = new Map<string, Record<number, TriggerNames[string][number]>>();
  for (const { tier, version, failover } of await listAllPolicyVersions(db)) {
    const { latency } = failover;
    const named = latency && { metric: latency.metric, percentile: latency.percentile };
    const versions = byTier.get(tier) ?? {};
    versions[version] = named;
    byTier.set(tier, versions);
  }
  return Object.fromEntries(byTier);
}
