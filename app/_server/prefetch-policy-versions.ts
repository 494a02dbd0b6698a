import type { QueryClient } from "@tanstack/react-query";
import { readOptions } from "@/lib/client/read-options";
import { prefetch } from "./prefetch";

/** The versions of every tier of the bundle, which must have been prefetched before. */
export async function prefetchPolicyVersions(client: QueryClient): Promise<void> {
  const bundle = client.getQueryData(readOptions("/api/v1/policies", {}).queryKey);
  const tiers = Object.keys(bundle?.tiers ?? {});
  await Promise.all(tiers.map((tier) => prefetch(client, "/api/v1/policies/{tier}/versions", { tier })));
}
