import { and, asc, eq, lte } from "drizzle-orm";
import type { Db } from "@/db/client";
import { lockPublishing } from "@/db/policies/lock-publishing";
import { policyProposal } from "@/db/schema/proposals";
import type { Proposal } from "@/lib/contract/proposals";
import { publishApproved } from "./publish-approved";

/** Publishes approved proposals whose time has come, the earliest first, and says how each ended. */
export async function publishDueProposals(db: Db, input: { now: Date }): Promise<Proposal[]> {
  const isDue = and(eq(policyProposal.state, "approved"), lte(policyProposal.publishAt, input.now));
  const [any] = await db.select({ id: policyProposal.id }).from(policyProposal).where(isDue).limit(1);
  if (!any) return [];
  return db.transaction(async (tx) => {
    const now = await lockPublishing(tx);
    const rows = await tx
      .select()
      .from(policyProposal)
      .where(isDue)
      .orderBy(asc(policyProposal.publishAt), asc(policyProposal.id))
      .for("update");
    const ended: Proposal[] = [];
    for (const row of rows) ended.push(await publishApproved(tx, { row, now }));
    return ended;
  });
}
