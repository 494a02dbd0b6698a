"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { asAdmin } from "@/app/_server/action-admin";
import { actorName } from "@/app/_server/caller";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { aliasRowSchema, parseAliasRows } from "@/components/policies/aliases/alias-draft";
import type { AliasPublishInput, AliasPublishState } from "@/components/policies/aliases/alias-publish";
import { getAliasApproval } from "@/db/aliases/get-alias-approval";
import { proposeAliases } from "@/db/aliases/propose-aliases";
import { publishAliases } from "@/db/aliases/publish-aliases";
import { getAliases } from "@/db/policies/get-aliases";
import { isAppError } from "@/lib/contract/error";
import { policyComment } from "@/lib/contract/policy";

const inputSchema = z.strictObject({
  draft: z.array(aliasRowSchema).max(6_000),
  comment: z.string(),
  baseVersion: z.number().int().nonnegative(),
});

/** Publishes the alias table as its form holds it, or proposes it where a second approver is required; admins only, and only on the version it was typed on. */
export async function publishAliasTable(
  _previous: AliasPublishState,
  input: AliasPublishInput,
): Promise<AliasPublishState> {
  const answer = await asAdmin(async (admin): Promise<AliasPublishState> => {
    const { draft: rows, comment, baseVersion } = inputSchema.parse(input);
    const parsed = parseAliasRows(rows);
    const why = policyComment.safeParse(comment);
    const commentErrors = why.error?.issues.map(({ message }) => message);
    const fields = { ...parsed.fields, ...(commentErrors && { comment: commentErrors }) };
    if (!parsed.aliases || !why.success) return { status: "invalid", fields };
    const edit = { aliases: parsed.aliases, baseVersion, publishedBy: actorName(admin), comment: why.data };
    try {
      if ((await getAliasApproval(getReadDb())).needs_approval) {
        const { publishedBy: actor, ...proposed } = edit;
        return { status: "proposed", proposal: await proposeAliases(getDb(), { ...proposed, actor }) };
      }
      const published = await publishAliases(getDb(), edit);
      refresh();
      return { status: "published", published };
    } catch (error) {
      if (!isAppError(error) || error.code !== "PRECONDITION_FAILED") throw error;
      return { status: "stale", latest: await getAliases(getDb()) };
    }
  });
  return answer.ok ? answer.value : { status: "refused", message: answer.message };
}
