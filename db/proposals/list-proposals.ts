import { and, desc, eq, inArray, notInArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { policyProposal } from "@/db/schema/proposals";
import type { Proposals } from "@/lib/contract/proposals";
import { OPEN_PROPOSAL_STATES } from "@/lib/domain/policies/proposal";
import { getApproval } from "../approvals/get-needs-approval";
import { toProposal } from "./proposal-row";

const ENDED_SHOWN = 20;

/** Every open proposal of a tier, and the latest of those that ended, newest first. */
export async function listProposals(db: Db, input: { tier: string }): Promise<Proposals> {
  const ofTier = eq(policyProposal.tier, input.tier);
  const open = [...OPEN_PROPOSAL_STATES];
  const [moving, ended, approval] = await Promise.all([
    db
      .select()
      .from(policyProposal)
      .where(and(ofTier, inArray(policyProposal.state, open))),
    db
      .select()
      .from(policyProposal)
      .where(and(ofTier, notInArray(policyProposal.state, open)))
      .orderBy(desc(policyProposal.id))
      .limit(ENDED_SHOWN),
    getApproval(db, input.tier),
  ]);
  const proposals = [...moving, ...ended].sort((a, b) => b.id - a.id).map(toProposal);
  return { ...approval, proposals };
}
