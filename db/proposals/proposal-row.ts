import type { policyProposal } from "@/db/schema/proposals";
import type { Proposal } from "@/lib/contract/proposals";

export type ProposalRow = typeof policyProposal.$inferSelect;

export function toProposal(row: ProposalRow): Proposal {
  const instant = (at: Date | null) => at?.toISOString() ?? null;
  return {
    id: row.id,
    tier: row.tier,
    base_version: row.baseVersion,
    policy: row.policy,
    comment: row.comment,
    state: row.state,
    proposed_by: row.proposedBy,
    proposed_at: row.proposedAt.toISOString(),
    revision: row.revision,
    publish_at: instant(row.publishAt),
    decided_by: row.decidedBy,
    decided_at: instant(row.decidedAt),
    reason: row.reason,
    published_version: row.publishedVersion,
  };
}
