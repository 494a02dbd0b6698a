import { actorName, refuseUnconfirmed } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { refuseOtherTier } from "@/app/_server/refuse-other-tier";
import { getDb } from "@/app/_server/runtime";
import { changeProposal } from "@/db/proposals/change-proposal";
import { decideProposal } from "@/db/proposals/decide-proposal";
import { AppError } from "@/lib/contract/error";
import { changeProposalOperation, decideProposalOperation } from "@/lib/contract/proposal-operations";

export const PUT = implement(
  changeProposalOperation,
  ({ caller, params: { tier, id }, body: { base_version: baseVersion, publish_at, ...written } }) => {
    refuseOtherTier(written.policy, tier, "policy.tier");
    const publishAt = publish_at === null ? null : new Date(publish_at);
    return changeProposal(getDb(), {
      ...written,
      id,
      baseVersion,
      publishAt,
      actor: actorName(caller),
      now: new Date(),
    });
  },
);

/** Submits, approves, rejects or withdraws it. */
export const POST = implement(decideProposalOperation, ({ caller, params: { tier, id }, body }) => {
  // Whoever proposes could make a key to approve with.
  if (body.action === "approve" && caller.kind !== "user") {
    throw new AppError("FORBIDDEN", "A person approves, not a key");
  }
  if (body.action === "approve") refuseUnconfirmed(caller, new Date());
  return decideProposal(getDb(), { ...body, tier, id, actor: actorName(caller) });
});
