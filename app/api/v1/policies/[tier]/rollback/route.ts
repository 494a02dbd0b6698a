import { z } from "zod";
import { actorName, requireScope } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { rollbackPolicy } from "@/db/policies/rollback-policy";
import { dimensionName } from "@/lib/contract/common";
import { publishedPolicySchema, rollbackSchema } from "@/lib/contract/policy";
import { parseIfMatch, versionEtag } from "@/lib/http/etag";
import { defineRoute, Reply } from "@/lib/http/route";

export const POST = defineRoute({
  authenticate: requireScope("policies:write"),
  params: z.object({ tier: dimensionName }),
  body: rollbackSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: publishedPolicySchema,
  status: 201,
  handle: async ({ request, caller, params: { tier }, body: { version, comment } }) => {
    const baseVersion = parseIfMatch(request);
    const edit = { tier, version, baseVersion, publishedBy: actorName(caller), comment: comment ?? null };
    const published = await rollbackPolicy(getDb(), edit);
    return new Reply(published, { headers: { etag: versionEtag(published.version) } });
  },
});
