import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { listPolicyVersions } from "@/db/policies/list-policy-versions";
import { AppError } from "@/lib/contract/error";
import { policyVersionsOperation } from "@/lib/contract/policy-operations";
import { t } from "@/lib/messages/translate";

export const GET = implement(policyVersionsOperation, async ({ params: { tier } }) => {
  const versions = await listPolicyVersions(getReadDb(), { tier });
  if (versions.length === 0) throw new AppError("NOT_FOUND", t("The tier {tier} has no policy", { tier }));
  return { versions };
});
