import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { refuseOtherTier } from "@/app/_server/refuse-other-tier";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { createProposal } from "@/db/proposals/create-proposal";
import { listProposals } from "@/db/proposals/list-proposals";
import { createProposalOperation, proposalsOperation } from "@/lib/contract/proposal-operations";

export const GET = implement(proposalsOperation, ({ params: { tier } }) => listProposals(getReadDb(), { tier }));

export const POST = implement(
  createProposalOperation,
  ({ caller, params: { tier }, body: { policy, comment, base_version: baseVersion, publish_at } }) => {
    refuseOtherTier(policy, tier, "policy.tier");
    const publishAt = publish_at === null ? null : new Date(publish_at);
    return createProposal(getDb(), {
      policy,
      comment,
      baseVersion,
      publishAt,
      actor: actorName(caller),
      now: new Date(),
    });
  },
);
