import { refuseUnapproved } from "@/db/approvals/refuse-unapproved";
import type { Db } from "@/db/client";
import { AppError } from "@/lib/contract/error";
import { type PublishedPolicy, tierPolicySchema } from "@/lib/contract/policy";
import { t } from "@/lib/messages/translate";
import { appendPolicyVersion } from "./append-policy-version";
import { getPolicy } from "./get-policy";
import { lockPublishing } from "./lock-publishing";
import { staleEdit } from "./stale-edit";

/**
 * Publishes an older version of a tier's policy again, as a new one: history is never shortened.
 *
 * UNPROCESSABLE for a version that never was, and only then PRECONDITION_FAILED for an edit made on an old one.
 */
export function rollbackPolicy(
  db: Db,
  input: { tier: string; version: number; baseVersion: number; publishedBy: string; comment?: string | null },
): Promise<PublishedPolicy> {
  const { tier, version, baseVersion, publishedBy, comment } = input;
  return db.transaction(async (tx) => {
    const publishedAt = await lockPublishing(tx);
    await refuseUnapproved(tx, tier);
    const latest = await getPolicy(tx, { tier });
    if (!latest) throw new AppError("NOT_FOUND", t("The tier {tier} has no policy", { tier }));
    const older = await getPolicy(tx, { tier, version });
    if (!older) {
      const message = t("{tier} never had a version {version}", { tier, version });
      throw new AppError("UNPROCESSABLE", message, { fields: { version: [message] } });
    }
    if (latest.version !== baseVersion)
      throw staleEdit(t("The policy of {tier}", { tier }), latest.version, baseVersion);
    const { version: _, published_at, published_by, comment: why, ...policy } = older;
    const publication = { publishedAt, publishedBy, comment: comment || `Rolled back to version ${version}` };
    return appendPolicyVersion(tx, {
      policy: tierPolicySchema.parse(policy),
      latest,
      publication,
      action: "policy.rollback",
    });
  });
}
