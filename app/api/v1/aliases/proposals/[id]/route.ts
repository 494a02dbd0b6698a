import { z } from "zod";
import { actorName, refuseUnconfirmed, requireScope } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { decideAliases } from "@/db/aliases/decide-aliases";
import { aliasProposalActionSchema, aliasProposalSchema } from "@/lib/contract/proposals";
import { defineRoute } from "@/lib/http/route";

/** Approves, rejects or withdraws it. */
export const POST = defineRoute({
  authenticate: requireScope("policies:write"),
  params: z.object({ id: z.coerce.number().int().positive() }),
  body: aliasProposalActionSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: aliasProposalSchema,
  handle: ({ caller, params: { id }, body }) => {
    if (body.action === "approve") refuseUnconfirmed(caller, new Date());
    return decideAliases(getDb(), { ...body, id, actor: actorName(caller) });
  },
});
