import { actorName, requireScope } from "@/app/_server/caller";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { listAliasProposals } from "@/db/aliases/list-alias-proposals";
import { proposeAliases } from "@/db/aliases/propose-aliases";
import { aliasProposalSchema, aliasProposalsSchema, newAliasProposalSchema } from "@/lib/contract/proposals";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  reply: aliasProposalsSchema,
  handle: () => listAliasProposals(getReadDb()),
});

export const POST = defineRoute({
  authenticate: requireScope("policies:write"),
  body: newAliasProposalSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: aliasProposalSchema,
  status: 201,
  handle: ({ caller, body: { aliases, comment, base_version: baseVersion } }) =>
    proposeAliases(getDb(), { aliases, comment, baseVersion, actor: actorName(caller) }),
});
