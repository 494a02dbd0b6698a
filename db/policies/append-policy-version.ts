import type { Db } from "@/db/client";
import { policyVersion } from "@/db/schema/policies";
import type { PublishedPolicy, TierPolicy } from "@/lib/contract/policy";
import { recordAudit } from "../audit/record-audit";
import { appendBundle } from "./append-bundle";
import { toPublishedPolicy } from "./to-published-policy";

export type Publication = { publishedAt: Date; publishedBy: string; comment: string | null };

/** Appends a policy after the latest one, its audit entry and the bundle it makes. The caller holds the publish lock. */
export async function appendPolicyVersion(
  tx: Db,
  input: { policy: TierPolicy; latest: PublishedPolicy | null; publication: Publication; action: string },
): Promise<PublishedPolicy> {
  const { policy, latest, publication, action } = input;
  const row = { tier: policy.tier, version: (latest?.version ?? 0) + 1, policy, ...publication };
  await tx.insert(policyVersion).values(row);
  await recordAudit(tx, {
    now: publication.publishedAt,
    actor: publication.publishedBy,
    action,
    subject: `policy ${policy.tier}`,
    before: latest,
    after: toPublishedPolicy(row),
  });
  await appendBundle(tx, { publishedAt: publication.publishedAt });
  return toPublishedPolicy(row);
}
