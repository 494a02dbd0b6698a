import { z } from "zod";
import { actorName, requireScope } from "@/app/_server/caller";
import { refuseOtherTier } from "@/app/_server/refuse-other-tier";
import { getDb } from "@/app/_server/runtime";
import { getPolicy } from "@/db/policies/get-policy";
import { publishPolicyVersion } from "@/db/policies/publish-policy-version";
import { dimensionName } from "@/lib/contract/common";
import { AppError } from "@/lib/contract/error";
import { policyPublishSchema, publishedPolicySchema } from "@/lib/contract/policy";
import { parseIfMatch, versionEtag } from "@/lib/http/etag";
import { defineRoute, Reply } from "@/lib/http/route";

const params = z.object({ tier: dimensionName });

export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  params,
  reply: publishedPolicySchema,
  handle: async ({ params: { tier } }) => {
    const policy = await getPolicy(getDb(), { tier });
    if (!policy) throw new AppError("NOT_FOUND", `The tier ${tier} has no policy`);
    return new Reply(policy, { headers: { etag: versionEtag(policy.version) } });
  },
});

export const PUT = defineRoute({
  authenticate: requireScope("policies:write"),
  params,
  body: policyPublishSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: publishedPolicySchema,
  status: 201,
  handle: async ({ request, caller, params: { tier }, body: { comment, ...policy } }) => {
    refuseOtherTier(policy, tier, "tier");
    const baseVersion = parseIfMatch(request);
    const edit = { policy, baseVersion, publishedBy: actorName(caller), comment: comment ?? null };
    const published = await publishPolicyVersion(getDb(), edit);
    return new Reply(published, { headers: { etag: versionEtag(published.version) } });
  },
});
