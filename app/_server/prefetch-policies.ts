import type { QueryClient } from "@tanstack/react-query";
import { listFailovers } from "@/db/failovers/list-failovers";
import { getBundle } from "@/db/policies/get-bundle";
import { listPolicyVersions } from "@/db/policies/list-policy-versions";
import { listRouters } from "@/db/routers/list-routers";
import { type BreakersQuery, breakersOptions } from "@/lib/client/breakers";
import { type FailoversQuery, failoversOptions } from "@/lib/client/failovers";
import { policiesOptions, policyVersionsOptions } from "@/lib/client/policies";
import { routersOptions } from "@/lib/client/routers";
import { searchParams } from "@/lib/client/search-params";
import { failoversQuerySchema } from "@/lib/contract/failovers";
import { policyBundleSchema } from "@/lib/contract/policy";
import { windowLengthMs } from "@/lib/domain/time/time-window";
import { parseInput } from "@/lib/http/parse-input";
import { queryObject } from "@/lib/http/query-object";
import { answerBreakers } from "./model-health";
import { getReadDb } from "./runtime";

/** As prefetch.ts: puts the bundle where the page's own hook finds it. */
export function prefetchPolicies(client: QueryClient): Promise<void> {
  const queryFn = async () => policyBundleSchema.parse(JSON.parse((await getBundle(getReadDb())).body));
  return client.prefetchQuery({ ...policiesOptions(), queryFn, retry: false });
}

/** The versions of every tier of the bundle, which must have been put there before. */
export async function prefetchPolicyVersions(client: QueryClient): Promise<void> {
  const bundle = client.getQueryData(policiesOptions().queryKey);
  const ofTier = (tier: string) => {
    const queryFn = async () => ({ versions: await listPolicyVersions(getReadDb(), { tier }) });
    return client.prefetchQuery({ ...policyVersionsOptions(tier), queryFn, retry: false });
  };
  await Promise.all(Object.keys(bundle?.tiers ?? {}).map(ofTier));
}

/** The transitions known now; what still waits to be judged is left to the page's first refresh. */
export function prefetchFailovers(client: QueryClient, query: FailoversQuery): Promise<void> {
  const queryFn = () => {
    const parsed = parseInput(failoversQuerySchema, queryObject(searchParams(query), failoversQuerySchema));
    const { window = "24h", from, to, ...page } = parsed;
    const fromUs = from ?? (Date.now() - windowLengthMs(window)) * 1_000;
    return listFailovers(getReadDb(), { fromUs, toUs: to ?? null, ...page });
  };
  return client.prefetchQuery({ ...failoversOptions(query), queryFn, retry: false });
}

export function prefetchBreakers(client: QueryClient, query: BreakersQuery): Promise<void> {
  const { tier = [], region = [], model = [] } = query;
  const queryFn = () => answerBreakers({ tier: [...tier], region: [...region], model: [...model] });
  return client.prefetchQuery({ ...breakersOptions(query), queryFn, retry: false });
}

export function prefetchRouters(client: QueryClient): Promise<void> {
  const queryFn = () => listRouters(getReadDb(), { now: new Date() });
  return client.prefetchQuery({ ...routersOptions(), queryFn, retry: false });
}
