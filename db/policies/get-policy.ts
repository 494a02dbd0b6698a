import { and, desc, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { policyVersion } from "@/db/schema/policies";
import type { PublishedPolicy } from "@/lib/contract/policy";
import { toPublishedPolicy } from "./to-published-policy";

/** The policy of a tier in force, or the version asked for; null where there is none. */
export async function getPolicy(db: Db, input: { tier: string; version?: number }): Promise<PublishedPolicy | null> {
  const { tier, version } = input;
  const [row] = await db
    .select()
    .from(policyVersion)
    .where(and(eq(policyVersion.tier, tier), version === undefined ? undefined : eq(policyVersion.version, version)))
    .orderBy(desc(policyVersion.version))
    .limit(1);
  return row ? toPublishedPolicy(row) : null;
}
