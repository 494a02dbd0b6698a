import type { Db } from "@/db/client";
import { appendPolicyVersion } from "@/db/policies/append-policy-version";
import { getPolicy } from "@/db/policies/get-policy";
import { listPolicies } from "@/db/policies/list-policies";
import { lockPublishing } from "@/db/policies/lock-publishing";
import { type TierPolicy, tierPolicySchema } from "@/lib/contract/policy";
import { DEMO_ADMIN_EMAIL } from "@/lib/domain/access/demo-users";
import { DEFAULT_POLICIES } from "@/lib/domain/policies/catalogue-policies";
import { DAY_MS } from "@/lib/domain/time/units";

const FIRST_DAYS_AGO = 64;
const SECOND_DAYS_AGO = 20;
/** Tiers whose traffic never fills a window of five minutes. */
const QUIET_TIERS = new Set(["premium", "chinese", "code", "documents", "voice", "maths", "reasoning"]);

export type DemoPolicy = { fromMs: number; version: number; policy: TierPolicy };

/** The policies of the demo's two months: the product's own, and for quiet tiers a second version that fits them. */
export function demoPolicies(nowMs: number): DemoPolicy[] {
  const first = nowMs - FIRST_DAYS_AGO * DAY_MS;
  const second = nowMs - SECOND_DAYS_AGO * DAY_MS;
  return DEFAULT_POLICIES.flatMap((standard) => {
    const policy = tierPolicySchema.parse(standard);
    const versions = [{ fromMs: first, version: 1, policy }];
    if (!QUIET_TIERS.has(policy.tier)) return versions;
    const failover = { ...policy.failover, window_seconds: 1_800, min_requests: 25, min_failures: 2 };
    return [...versions, { fromMs: second, version: 2, policy: { ...policy, failover } }];
  }).sort((a, b) => a.fromMs - b.fromMs);
}

/** Publishes them as the demo's admin, dated back to when the simulated traffic goes by them. Does nothing twice. */
export async function seedDemoPolicies(db: Db, input: { nowMs: number }): Promise<void> {
  if ((await listPolicies(db)).length > 0) return;
  await db.transaction(async (tx) => {
    await lockPublishing(tx);
    for (const { fromMs, version, policy } of demoPolicies(input.nowMs)) {
      const latest = await getPolicy(tx, { tier: policy.tier });
      const comment = version === 1 ? "Where we start" : "Too few requests for five minutes: judge over half an hour";
      const publication = { publishedAt: new Date(fromMs), publishedBy: DEMO_ADMIN_EMAIL, comment };
      await appendPolicyVersion(tx, { policy, latest, publication, action: "policy.publish" });
    }
  });
}
