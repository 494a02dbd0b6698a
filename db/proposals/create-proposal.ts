import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { policyProposal } from "@/db/schema/proposals";
import type { TierPolicy } from "@/lib/contract/policy";
import type { Proposal } from "@/lib/contract/proposals";
import { toProposal } from "./proposal-row";
import { refusePastTime } from "./refuse-past-time";

export type WrittenProposal = {
  policy: TierPolicy;
  comment: string | null;
  baseVersion: number;
  publishAt: Date | null;
  actor: string;
  now: Date;
};

/**
 * Saves a draft; it changes nothing until it is submitted, and approved where the tier asks for that.
 *
 * UNPROCESSABLE where its time has passed.
 */
export function createProposal(db: Db, input: WrittenProposal): Promise<Proposal> {
  const { policy, comment, baseVersion, publishAt, actor, now } = input;
  return db.transaction(async (tx) => {
    refusePastTime(publishAt, now);
    const [row] = await tx
      .insert(policyProposal)
      .values({
        tier: policy.tier,
        policy,
        comment,
        baseVersion,
        publishAt,
        state: "draft",
        proposedBy: actor,
        proposedAt: now,
      })
      .returning();
    if (!row) throw new Error("A proposal was not stored");
    const proposal = toProposal(row);
    await recordAudit(tx, { actor, action: "proposal.create", subject: subjectOf(proposal), after: proposal, now });
    return proposal;
  });
}

/** How the audit names a proposal. */
export function subjectOf({ tier, id }: Pick<Proposal, "tier" | "id">): string {
  return `policy ${tier}, proposal ${id}`;
}
