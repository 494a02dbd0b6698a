import { desc, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { policyVersion } from "@/db/schema/policies";
import type { PublishedPolicy } from "@/lib/contract/policy";
import { toPublishedPolicy } from "./to-published-policy";

/** The policy in force of every tier, or of those named, in the order of the tiers' names. */
export async function listPolicies(db: Db, input: { tiers?: readonly string[] } = {}): Promise<PublishedPolicy[]> {
  const rows = await db
    .selectDistinctOn([policyVersion.tier])
    .from(policyVersion)
    .where(input.tiers && inArray(policyVersion.tier, [...input.tiers]))
    .orderBy(policyVersion.tier, desc(policyVersion.version));
  return rows.map(toPublishedPolicy);
}
