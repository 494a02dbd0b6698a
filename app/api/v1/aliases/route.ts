import { actorName, requireScope } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { publishAliases } from "@/db/aliases/publish-aliases";
import { getAliases } from "@/db/policies/get-aliases";
import { aliasesSchema, publishedAliasesSchema } from "@/lib/contract/policy";
import { parseIfMatch, versionEtag } from "@/lib/http/etag";
import { defineRoute, Reply } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  reply: publishedAliasesSchema,
  handle: async () => {
    const table = await getAliases(getDb());
    return new Reply(table, { headers: { etag: versionEtag(table.version) } });
  },
});

export const PUT = defineRoute({
  authenticate: requireScope("policies:write"),
  body: aliasesSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: publishedAliasesSchema,
  status: 201,
  handle: async ({ request, caller, body: { aliases, comment } }) => {
    const baseVersion = parseIfMatch(request);
    const edit = { aliases, baseVersion, publishedBy: actorName(caller), comment: comment ?? null };
    const table = await publishAliases(getDb(), edit);
    return new Reply(table, { headers: { etag: versionEtag(table.version) } });
  },
});
