import { desc, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { policyVersion } from "@/db/schema/policies";
import type { PublishedPolicy } from "@/lib/contract/policy";
import { toPublishedPolicy } from "./to-published-policy";

/** Every version of a tier's policy, newest first; empty where the tier has none. */
export async function listPolicyVersions(db: Db, input: { tier: string }): Promise<PublishedPolicy[]> {
  const rows = await db
    .select()
    .from(policyVersion)
    .where(eq(policyVersion.tier, input.tier))
    .orderBy(desc(policyVersion.version));
  return rows.map(toPublishedPolicy);
}
