import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { refuseOtherTier } from "@/app/_server/refuse-other-tier";
import { getDb } from "@/app/_server/runtime";
import { getPolicy } from "@/db/policies/get-policy";
import { publishPolicyVersion } from "@/db/policies/publish-policy-version";
import { AppError } from "@/lib/contract/error";
import { policyOperation, publishPolicyOperation } from "@/lib/contract/policy-operations";
import { parseIfMatch, versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";
import { t } from "@/lib/messages/translate";

export const GET = implement(policyOperation, async ({ params: { tier } }) => {
  const policy = await getPolicy(getDb(), { tier });
  if (!policy) throw new AppError("NOT_FOUND", t("The tier {tier} has no policy", { tier }));
  return new Reply(policy, { headers: { etag: versionEtag(policy.version) } });
});

export const PUT = implement(
  publishPolicyOperation,
  async ({ request, caller, params: { tier }, body: { comment, ...policy } }) => {
    refuseOtherTier(policy, tier, "tier");
    const baseVersion = parseIfMatch(request);
    const edit = { policy, baseVersion, publishedBy: actorName(caller), comment: comment ?? null };
    const published = await publishPolicyVersion(getDb(), edit);
    return new Reply(published, { headers: { etag: versionEtag(published.version) } });
  },
);
