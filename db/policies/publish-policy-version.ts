import { refuseUnapproved } from "@/db/approvals/refuse-unapproved";
import type { Db } from "@/db/client";
import type { PublishedPolicy, TierPolicy } from "@/lib/contract/policy";
import { t } from "@/lib/messages/translate";
import { appendPolicyVersion } from "./append-policy-version";
import { getPolicy } from "./get-policy";
import { lockPublishing } from "./lock-publishing";
import { staleEdit } from "./stale-edit";

/**
 * Appends the next version of a tier's policy, and the bundle with it, and returns it as stored.
 *
 * `baseVersion` is the version the editor saw, 0 for none. If someone published since, nothing is written and the
 * caller gets PRECONDITION_FAILED; FORBIDDEN where the tier requires a second approver.
 */
export function publishPolicyVersion(
  db: Db,
  input: { policy: TierPolicy; baseVersion: number; publishedBy: string; comment?: string | null },
): Promise<PublishedPolicy> {
  const { policy, baseVersion, publishedBy, comment } = input;
  return db.transaction(async (tx) => {
    const publishedAt = await lockPublishing(tx);
    await refuseUnapproved(tx, policy.tier);
    const latest = await getPolicy(tx, { tier: policy.tier });
    if ((latest?.version ?? 0) !== baseVersion) {
      throw staleEdit(t("The policy of {tier}", { tier: policy.tier }), latest?.version ?? 0, baseVersion);
    }
    const publication = { publishedAt, publishedBy, comment: comment || null };
    return appendPolicyVersion(tx, { policy, latest, publication, action: "policy.publish" });
  });
}
