import { sql } from "drizzle-orm";
import { z } from "zod";
import { insertFailovers, type NewFailover } from "@/db/breaker/insert-failovers";
import type { Db } from "@/db/client";
import { listPolicies } from "@/db/policies/list-policies";
import { selectRows } from "@/db/select-rows";
import { takeAttempt } from "@/lib/breaker/breaker";
import type { PublishedPolicy } from "@/lib/contract/policy";
import { type BreakerFeedGroup, feedAttempts } from "@/lib/domain/breaker/breaker-feed";
import { unpackFeed } from "../schema/feed-codec";
import { type Breaker, breakerId, newBreaker } from "./breaker-row";
import { loadBreakers } from "./load-breakers";
import { saveBreakers } from "./save-breakers";

const ROWS_A_PASS = 100;

const feedRowSchema = z.object({
  seq: z.coerce.bigint(),
  payload: z.array(
    z.object({
      tier: z.string(),
      region: z.string(),
      model: z.string(),
      attempts: z.union([z.string(), z.array(z.number())]),
    }),
  ),
});

/**
 * Takes everything committed in the feed through the breakers, and stores states and transitions. Returns the attempts.
 *
 * The caller holds the breakers' lock. Attempts of tiers without a policy are dropped: there is nothing to judge by.
 */
export async function consumeFeed(tx: Db): Promise<number> {
  const breakers = new Map<string, Breaker>();
  const failovers: NewFailover[] = [];
  let attempts = 0;
  for (;;) {
    const rows = await takeRows(tx);
    // After the rows: a policy published before an attempt came must be known by the time the attempt is judged.
    const policies = new Map((await listPolicies(tx)).map((policy) => [policy.tier, policy]));
    const groups = unpackFeed(rows.flatMap((row) => row.payload).filter((group) => policies.has(group.tier)));
    const stored = await loadBreakers(
      tx,
      groups.filter((group) => !breakers.has(breakerId(group))),
    );
    for (const group of groups) {
      const id = breakerId(group);
      const policy = policies.get(group.tier);
      if (!policy) continue;
      const breaker = breakers.get(id) ?? stored.get(id) ?? newBreaker(group);
      breakers.set(id, breaker);
      const fed = feedBreaker(breaker, group, policy);
      failovers.push(...fed.failovers);
      attempts += fed.attempts;
    }
    if (rows.length < ROWS_A_PASS) break;
  }
  await saveBreakers(tx, [...breakers.values()]);
  await insertFailovers(tx, failovers);
  return attempts;
}

function feedBreaker({ state, ...key }: Breaker, group: BreakerFeedGroup, policy: PublishedPolicy) {
  const evidence = { ...key, policyVersion: policy.version, source: "attempt" } as const;
  const failovers: NewFailover[] = [];
  const attempts = feedAttempts(group);
  for (const attempt of attempts) {
    for (const event of takeAttempt(state, attempt, policy.failover)) failovers.push({ ...event, ...evidence });
  }
  return { failovers, attempts: attempts.length };
}

async function takeRows(tx: Db) {
  const rows = await selectRows(
    tx,
    sql`delete from breaker_feed where seq in (select seq from breaker_feed order by seq limit ${ROWS_A_PASS})
      returning seq::text, payload`,
    feedRowSchema,
  );
  return rows.sort((a, b) => (a.seq < b.seq ? -1 : 1));
}
