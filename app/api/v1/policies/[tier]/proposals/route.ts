import { z } from "zod";
import { actorName, requireScope } from "@/app/_server/caller";
import { refuseOtherTier } from "@/app/_server/refuse-other-tier";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { createProposal } from "@/db/proposals/create-proposal";
import { listProposals } from "@/db/proposals/list-proposals";
import { dimensionName } from "@/lib/contract/common";
import { newProposalSchema, proposalSchema, proposalsSchema } from "@/lib/contract/proposals";
import { defineRoute } from "@/lib/http/route";

const params = z.object({ tier: dimensionName });

export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  params,
  reply: proposalsSchema,
  handle: ({ params: { tier } }) => listProposals(getReadDb(), { tier }),
});

export const POST = defineRoute({
  authenticate: requireScope("policies:write"),
  params,
  body: newProposalSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: proposalSchema,
  status: 201,
  handle: ({ caller, params: { tier }, body: { policy, comment, base_version: baseVersion, publish_at } }) => {
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
});
