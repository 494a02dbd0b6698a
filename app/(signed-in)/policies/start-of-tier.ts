import type { Db } from "@/db/client";
import { getPolicy } from "@/db/policies/get-policy";
import { failoverSchema, type TierPolicy } from "@/lib/contract/policy";

/** What the form of a new tier starts with: another tier's policy, else the usual thresholds and no model yet. */
export async function startOfTier(db: Db, input: { tier: string; from: string | null }): Promise<TierPolicy> {
  const { tier, from } = input;
  const example = from === null ? null : await getPolicy(db, { tier: from });
  if (example) return { ...example, tier };
  return {
    tier,
    description: "",
    primary: "",
    fallbacks: [],
    timeout_ms: 10_000,
    max_attempts: 2,
    failover: failoverSchema.parse({}),
    regions: {},
  };
}
