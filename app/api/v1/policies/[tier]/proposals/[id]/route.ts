import { z } from "zod";
import { actorName, refuseUnconfirmed, requireScope } from "@/app/_server/caller";
import { refuseOtherTier } from "@/app/_server/refuse-other-tier";
import { getDb } from "@/app/_server/runtime";
import { changeProposal } from "@/db/proposals/change-proposal";
import { decideProposal } from "@/db/proposals/decide-proposal";
import { dimensionName } from "@/lib/contract/common";
import { AppError } from "@/lib/contract/error";
import { proposalActionSchema, proposalChangeSchema, proposalSchema } from "@/lib/contract/proposals";
import { defineRoute } from "@/lib/http/route";

const params = z.object({ tier: dimensionName, id: z.coerce.number().int().positive() });

export const PUT = defineRoute({
  authenticate: requireScope("policies:write"),
  params,
  body: proposalChangeSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: proposalSchema,
  handle: ({ caller, params: { tier, id }, body: { base_version: baseVersion, publish_at, ...written } }) => {
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
});

/** Submits, approves, rejects or withdraws it. */
export const POST = defineRoute({
  authenticate: requireScope("policies:write"),
  params,
  body: proposalActionSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: proposalSchema,
  handle: ({ caller, params: { tier, id }, body }) => {
    // Whoever proposes could make a key to approve with.
    if (body.action === "approve" && caller.kind !== "person") {
      throw new AppError("FORBIDDEN", "A person approves, not a key");
    }
    if (body.action === "approve") refuseUnconfirmed(caller, new Date());
    return decideProposal(getDb(), { ...body, tier, id, actor: actorName(caller) });
  },
});
