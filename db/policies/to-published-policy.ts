import type { policyVersion } from "@/db/schema/policies";
import { type PublishedPolicy, publishedPolicySchema } from "@/lib/contract/policy";

/** A stored version as it is read back. Parsed, so that a field newer than the row has its default. */
export function toPublishedPolicy(row: typeof policyVersion.$inferSelect): PublishedPolicy {
  const { policy, version, publishedAt, publishedBy, comment } = row;
  return publishedPolicySchema.parse({
    ...policy,
    version,
    published_at: publishedAt.toISOString(),
    published_by: publishedBy,
    comment,
  });
}
