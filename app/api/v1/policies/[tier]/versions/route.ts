import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { listPolicyVersions } from "@/db/policies/list-policy-versions";
import { AppError } from "@/lib/contract/error";
import { policyVersionsOperation } from "@/lib/contract/policy-operations";

export const GET = implement(policyVersionsOperation, async ({ params: { tier } }) => {
  const versions = await listPolicyVersions(getReadDb(), { tier });
  if (versions.length === 0) throw new AppError("NOT_FOUND", `The tier ${tier} has no policy`);
  return { versions };
});
