import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { listPolicies } from "@/db/policies/list-policies";
import { sumOfOutcomes } from "@/db/schema/outcome-sql";
import { selectRows } from "@/db/select-rows";
import { candidatesOf } from "@/lib/breaker/decision";
import type { RuleHint } from "@/lib/contract/failover-detail";
import type { PublishedPolicy } from "@/lib/contract/policy";
import { JUDGED_OUTCOMES } from "@/lib/domain/outcome";
import { percentileNeed } from "@/lib/domain/thresholds/samples-to-judge";
import { DAY_MS, QUARTER_SECONDS } from "@/lib/domain/time/units";

const LOOKED_DAYS = 7;
/** So often within an hour, a day back, is flapping. */
const FLAPS = 3;
/** A rule that never fired is worth a word once it judged so many attempts. */
const NEVER_FIRED_MIN = 1_000;

const trafficSchema = z.object({
  tier: z.string(),
  region: z.string(),
  model: z.string(),
  judged: z.coerce.number(),
  busiest: z.coerce.number(),
});
const openingsSchema = z.object({
  tier: z.string(),
  region: z.string(),
  model: z.string(),
  openings: z.coerce.number(),
  flaps: z.coerce.number(),
});

/**
 * What is odd about the active rules, of the models that are candidates and have traffic; of fallbacks only that they flap.
 *
 * `flapping`: three openings within an hour, in the last day. `cannot_fire`: not even the busiest quarter hours of a week
 * could fill a window with min_requests. `never_fired`: no opening since the policy was published, though it judged a thousand.
 */
export async function listRuleHints(db: Db, { now }: { now: Date }): Promise<RuleHint[]> {
  const policies = await listPolicies(db);
  const weekAgo = new Date(now.getTime() - LOOKED_DAYS * DAY_MS);
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const [traffic, openings] = await Promise.all([readTraffic(db, weekAgo), readOpenings(db, policies, dayAgo)]);
  const openingsOf = new Map(openings.map((row) => [keyOf(row), row]));
  const byTier = new Map(policies.map((policy) => [policy.tier, policy]));
  return traffic.flatMap((row): RuleHint[] => {
    const policy = byTier.get(row.tier);
    if (!policy || !candidatesOf(policy, row.region).includes(row.model)) return [];
    const { tier, region, model, judged, busiest } = row;
    const seen = openingsOf.get(keyOf(row));
    const place = { tier, region, model, percentile: percentileNeed(policy.failover) };
    if ((seen?.flaps ?? 0) > 0) {
      const count = seen?.flaps ?? 0;
      return [{ hint: "flapping", ...place, count, needs: null, since: dayAgo.toISOString() }];
    }
    // A fallback waits for its turn: that its rule rests is as it should be.
    if (candidatesOf(policy, region)[0] !== model) return [];
    const { window_seconds, window_requests, min_requests: needs } = policy.failover;
    // Whatever quarter hours a window touches, none of them held more.
    const most = Math.min(window_requests, busiest * (Math.ceil(window_seconds / QUARTER_SECONDS) + 1));
    if (most < needs) {
      return [{ hint: "cannot_fire", ...place, count: most, needs, since: weekAgo.toISOString() }];
    }
    const isOld = Date.parse(policy.published_at) < weekAgo.getTime();
    if (!isOld || judged < NEVER_FIRED_MIN || (seen?.openings ?? 0) > 0) return [];
    return [{ hint: "never_fired", ...place, count: judged, needs: null, since: policy.published_at }];
  });
}

/** Judged attempts of a week by breaker, and of its busiest quarter hour. */
function readTraffic(db: Db, from: Date) {
  return selectRows(
    db,
    sql`select t.value as tier, g.value as region, m.value as model, sum(q.judged)::text as judged, max(q.judged)::text as busiest
      from (
        select starts_at, tier_id, region_id, model_id, sum(${sql.raw(sumOfOutcomes(JUDGED_OUTCOMES))}) as judged
        from rollup_quarter where starts_at >= ${from.toISOString()}::timestamptz and tier_id <> 0
        group by 1, 2, 3, 4
      ) q
      join dimension t on t.id = q.tier_id join dimension g on g.id = q.region_id join dimension m on m.id = q.model_id
      group by 1, 2, 3 order by 1, 2, 3`,
    trafficSchema,
  );
}

/** Openings since each policy was published, and those of the last day that were the third within an hour. */
function readOpenings(db: Db, policies: readonly PublishedPolicy[], dayAgo: Date) {
  const since = JSON.stringify(policies.map(({ tier, published_at }) => ({ tier, published_at })));
  return selectRows(
    db,
    sql`select o.tier, o.region, o.model, count(*)::text as openings,
        count(*) filter (where o.at >= ${dayAgo.toISOString()}::timestamptz and o.at - o.earlier <= interval '1 hour')::text as flaps
      from (
        select *, lag(at, ${FLAPS - 1}) over (partition by tier, region, model order by at, id) as earlier
        from failover where to_state = 'open' and source <> 'router'
      ) o
      join jsonb_to_recordset(${since}::jsonb) as p(tier text, published_at timestamptz) on p.tier = o.tier
      where o.at >= p.published_at
      group by 1, 2, 3`,
    openingsSchema,
  );
}

function keyOf({ tier, region, model }: { tier: string; region: string; model: string }): string {
  return JSON.stringify([tier, region, model]);
}
