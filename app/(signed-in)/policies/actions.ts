"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { asAdmin } from "@/app/_server/action-admin";
import { actorName } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { parsePolicyDraft } from "@/components/policies/draft/parse-policy-draft";
import { policyDraftSchema } from "@/components/policies/draft/policy-draft";
import type { PolicyPublishInput, PolicyPublishState } from "@/components/policies/editor/policy-publish";
import type { RollbackInput } from "@/components/policies/history/rollback-action";
import { getPolicy } from "@/db/policies/get-policy";
import { publishPolicyVersion } from "@/db/policies/publish-policy-version";
import { rollbackPolicy } from "@/db/policies/rollback-policy";
import { dimensionName } from "@/lib/contract/common";
import { isAppError } from "@/lib/contract/error";
import { type PublishedPolicy, policyComment } from "@/lib/contract/policy";

const version = z.number().int().nonnegative();
const publishSchema = z.strictObject({ draft: policyDraftSchema, comment: z.string(), baseVersion: version });
const rollbackSchema = z.strictObject({ tier: dimensionName, version, comment: z.string(), baseVersion: version });

/** Publishes what a policy's form holds; admins only, and only on the version it was typed on. */
export async function publishPolicy(
  _previous: PolicyPublishState,
  input: PolicyPublishInput,
): Promise<PolicyPublishState> {
  return settled(
    await asAdmin(async (admin): Promise<PolicyPublishState> => {
      const { draft, comment, baseVersion } = publishSchema.parse(input);
      const parsed = parsePolicyDraft(draft);
      const why = policyComment.safeParse(comment);
      const commentErrors = why.error?.issues.map(({ message }) => message);
      const fields = { ...parsed.fields, ...(commentErrors && { comment: commentErrors }) };
      if (!parsed.policy || !why.success) return { status: "invalid", fields };
      const edit = { policy: parsed.policy, baseVersion, publishedBy: actorName(admin), comment: why.data };
      return published(parsed.policy.tier, () => publishPolicyVersion(getDb(), edit));
    }),
  );
}

/** Publishes an older version again; admins only, and only if nobody published since the page was read. */
export async function rollbackTier(_previous: PolicyPublishState, input: RollbackInput): Promise<PolicyPublishState> {
  return settled(
    await asAdmin(async (admin): Promise<PolicyPublishState> => {
      const { comment, ...target } = rollbackSchema.parse(input);
      const why = policyComment.safeParse(comment);
      if (!why.success)
        return { status: "invalid", fields: { comment: why.error.issues.map(({ message }) => message) } };
      const edit = { ...target, publishedBy: actorName(admin), comment: why.data };
      return published(target.tier, () => rollbackPolicy(getDb(), edit));
    }),
  );
}

async function published(tier: string, publish: () => Promise<PublishedPolicy>): Promise<PolicyPublishState> {
  try {
    const stored = await publish();
    refresh();
    return { status: "published", published: stored };
  } catch (error) {
    if (!isAppError(error) || error.code !== "PRECONDITION_FAILED") throw error;
    const latest = await getPolicy(getDb(), { tier });
    return latest ? { status: "stale", latest } : { status: "refused", message: error.message };
  }
}

function settled(answer: Awaited<ReturnType<typeof asAdmin<PolicyPublishState>>>): PolicyPublishState {
  return answer.ok ? answer.value : { status: "refused", message: answer.message };
}
