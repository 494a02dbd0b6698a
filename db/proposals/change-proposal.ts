import { eq } from "drizzle-orm";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { policyProposal } from "@/db/schema/proposals";
import { AppError } from "@/lib/contract/error";
import type { Proposal } from "@/lib/contract/proposals";
import { OPEN_PROPOSAL_STATES } from "@/lib/domain/policies/proposal";
import { t } from "@/lib/messages/translate";
import { subjectOf, type WrittenProposal } from "./create-proposal";
import { lockProposal } from "./lock-proposal";
import { toProposal } from "./proposal-row";
import { refusePastTime } from "./refuse-past-time";

/**
 * Writes a proposal anew. It is a draft again and whoever changed it proposes it: what was approved was something else.
 *
 * CONFLICT where it ended, PRECONDITION_FAILED where somebody else changed it since, UNPROCESSABLE where its time has passed.
 */
export function changeProposal(db: Db, input: WrittenProposal & { id: number; revision: number }): Promise<Proposal> {
  const { id, revision, policy, comment, baseVersion, publishAt, actor, now } = input;
  return db.transaction(async (tx) => {
    const row = await lockProposal(tx, { tier: policy.tier, id, revision });
    if (!OPEN_PROPOSAL_STATES.includes(row.state))
      throw new AppError(
        "CONFLICT",
        t(
          "It is {state, select, published {published} rejected {rejected} withdrawn {withdrawn} failed {failed} other {{state}}} already",
          { state: row.state },
        ),
      );
    refusePastTime(publishAt, now);
    const written = { policy, comment, baseVersion, publishAt, proposedBy: actor, proposedAt: now };
    const [changed] = await tx
      .update(policyProposal)
      .set({ ...written, state: "draft", revision: revision + 1, decidedBy: null, decidedAt: null, reason: null })
      .where(eq(policyProposal.id, id))
      .returning();
    if (!changed) throw new Error("A proposal was not stored");
    const [before, after] = [toProposal(row), toProposal(changed)];
    await recordAudit(tx, { actor, action: "proposal.change", subject: subjectOf(after), before, after, now });
    return after;
  });
}
