import { z } from "zod";
import { requireScope } from "@/app/_server/caller";
import { getReadDb } from "@/app/_server/runtime";
import { listPolicyVersions } from "@/db/policies/list-policy-versions";
import { dimensionName } from "@/lib/contract/common";
import { AppError } from "@/lib/contract/error";
import { policyVersionsSchema } from "@/lib/contract/policy";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  params: z.object({ tier: dimensionName }),
  reply: policyVersionsSchema,
  handle: async ({ params: { tier } }) => {
    const versions = await listPolicyVersions(getReadDb(), { tier });
    if (versions.length === 0) throw new AppError("NOT_FOUND", `The tier ${tier} has no policy`);
    return { versions };
  },
});
