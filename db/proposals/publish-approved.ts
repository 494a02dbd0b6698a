import { eq } from "drizzle-orm";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { appendPolicyVersion } from "@/db/policies/append-policy-version";
import { getPolicy } from "@/db/policies/get-policy";
import { policyProposal } from "@/db/schema/proposals";
import type { Proposal } from "@/lib/contract/proposals";
import { getNeedsApproval } from "../approvals/get-needs-approval";
import { subjectOf } from "./create-proposal";
import { type ProposalRow, toProposal } from "./proposal-row";

/**
 * Publishes an approved proposal; where a version was published since it was written, it fails instead, saying so.
 *
 * The caller holds the publish lock and the proposal's.
 */
export async function publishApproved(tx: Db, { row, now }: { row: ProposalRow; now: Date }): Promise<Proposal> {
  const latest = await getPolicy(tx, { tier: row.tier });
  const version = latest?.version ?? 0;
  if (version !== row.baseVersion) {
    const reason = `Version ${version} was published since it was written on ${row.baseVersion}: load it into the form and propose it again`;
    return fail(tx, row, reason, now);
  }
  if (row.decidedBy === null && (await getNeedsApproval(tx, row.tier))) {
    const reason = "The tier asks for a second person since: propose it again";
    return fail(tx, row, reason, now);
  }
  const publishedBy = row.proposedBy;
  const approved = row.decidedBy === null ? null : `approved by ${row.decidedBy}`;
  const comment = [row.comment, approved].filter((part) => part).join("; ") || null;
  const publication = { publishedAt: now, publishedBy, comment };
  const published = await appendPolicyVersion(tx, {
    policy: row.policy,
    latest,
    publication,
    action: "policy.publish",
  });
  return settle(tx, row.id, { state: "published", publishedVersion: published.version });
}

async function fail(tx: Db, row: ProposalRow, reason: string, now: Date): Promise<Proposal> {
  const failed = await settle(tx, row.id, { state: "failed", reason });
  const [actor, before] = [row.decidedBy ?? row.proposedBy, toProposal(row)];
  await recordAudit(tx, { actor, action: "proposal.fail", subject: subjectOf(failed), before, after: failed, now });
  return failed;
}

async function settle(tx: Db, id: number, set: Partial<ProposalRow>): Promise<Proposal> {
  const [row] = await tx.update(policyProposal).set(set).where(eq(policyProposal.id, id)).returning();
  if (!row) throw new Error("A proposal was not stored");
  return toProposal(row);
}
