import type { aliasProposal } from "@/db/schema/proposals";
import type { AliasProposal } from "@/lib/contract/proposals";

export type AliasProposalRow = typeof aliasProposal.$inferSelect;

export function toAliasProposal(row: AliasProposalRow): AliasProposal {
  return {
    id: row.id,
    base_version: row.baseVersion,
    aliases: row.aliases,
    comment: row.comment,
    state: row.state,
    proposed_by: row.proposedBy,
    proposed_at: row.proposedAt.toISOString(),
    decided_by: row.decidedBy,
    decided_at: row.decidedAt?.toISOString() ?? null,
    reason: row.reason,
    published_version: row.publishedVersion,
  };
}

/** How the audit names a proposed alias table. */
export function aliasSubject({ id }: { id: number }): string {
  return `aliases, proposal ${id}`;
}
