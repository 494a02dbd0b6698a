import type { Db } from "@/db/client";
import { tierPolicySchema } from "@/lib/contract/policy";
import { DEFAULT_POLICIES } from "@/lib/domain/catalogue-policies";
import { listPolicies } from "./list-policies";
import { publishPolicyVersion } from "./publish-policy-version";

/** Publishes the product's policies for those of its tiers that have none. For the demo: a real start is empty. */
export async function seedPolicies(db: Db, input: { publishedBy: string; comment: string }): Promise<void> {
  const known = new Set((await listPolicies(db)).map((policy) => policy.tier));
  for (const policy of DEFAULT_POLICIES.filter(({ tier }) => !known.has(tier))) {
    await publishPolicyVersion(db, { policy: tierPolicySchema.parse(policy), baseVersion: 0, ...input });
  }
}
