import { desc } from "drizzle-orm";
import type { Db } from "@/db/client";
import { policyVersion } from "@/db/schema/policies";
import type { PublishedPolicy } from "@/lib/contract/policy";
import { toPublishedPolicy } from "./to-published-policy";

/** Every version of every tier's policy, newest first within a tier: in one statement, however many tiers there are. */
export async function listAllPolicyVersions(db: Db): Promise<PublishedPolicy[]> {
  const rows = await db.select().from(policyVersion).orderBy(policyVersion.tier, desc(policyVersion.version));
  return rows.map(toPublishedPolicy);
}
