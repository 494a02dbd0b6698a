import { eq } from "drizzle-orm";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { lockPublishing } from "@/db/policies/lock-publishing";
import { policyProposal } from "@/db/schema/proposals";
import { AppError } from "@/lib/contract/error";
import type { Proposal } from "@/lib/contract/proposals";
import { afterAction, type ProposalAction } from "@/lib/domain/policies/proposal";
import { t } from "@/lib/messages/translate";
import { isKey } from "../approvals/account-editors";
import { getNeedsApproval } from "../approvals/get-needs-approval";
import { refuseTiedApprover } from "../approvals/refuse-tied-approver";
import { subjectOf } from "./create-proposal";
import { lockProposal } from "./lock-proposal";
import { toProposal } from "./proposal-row";
import { publishApproved } from "./publish-approved";

export type Decision = {
  tier: string;
  id: number;
  revision: number;
  action: ProposalAction;
  reason: string | null;
  actor: string;
};

/**
 * Submits, approves, rejects or withdraws a proposal; one that may become active now is published with it.
 *
 * CONFLICT, saying why, where it does not stand so or approver and proposer may be one user; PRECONDITION_FAILED where somebody changed it since.
 */
export function decideProposal(db: Db, input: Decision): Promise<Proposal> {
  const { tier, id, revision, action, reason, actor } = input;
  return db.transaction(async (tx) => {
    const now = await lockPublishing(tx);
    const row = await lockProposal(tx, { tier, id, revision });
    const needsApproval = await getNeedsApproval(tx, tier);
    const next = afterAction(action, { state: row.state, proposedBy: row.proposedBy, actor, needsApproval });
    if ("refusal" in next) throw new AppError("CONFLICT", next.refusal);
    if (action === "approve") await refuseTiedApprover(tx, { approver: actor, proposer: row.proposedBy });
    if (action === "submit" && needsApproval && isKey(actor)) {
      throw new AppError("FORBIDDEN", "A key drafts: where a second person is asked for, the first is one too");
    }
    const isDecision = action !== "submit";
    const isDue = row.publishAt === null || row.publishAt <= now;
    // What comes due while it waits for a second approver is published when approved; what was overlooked is not.
    if (!isDecision && isDue && row.publishAt !== null) {
      throw new AppError("CONFLICT", t("The time it becomes active has passed: load it into the form and set another"));
    }
    // Who submits what a key drafted answers for it.
    const submitter = action === "submit" && isKey(row.proposedBy) && !isKey(actor) ? { proposedBy: actor } : {};
    const [moved] = await tx
      .update(policyProposal)
      .set({ state: next.state, reason, ...(isDecision && { decidedBy: actor, decidedAt: now }), ...submitter })
      .where(eq(policyProposal.id, id))
      .returning();
    if (!moved) throw new Error("A proposal was not stored");
    const [before, after] = [toProposal(row), toProposal(moved)];
    await recordAudit(tx, { actor, action: `proposal.${action}`, subject: subjectOf(after), before, after, now });
    return moved.state === "approved" && isDue ? publishApproved(tx, { row: moved, now }) : after;
  });
}
