import { inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { listPolicies } from "@/db/policies/list-policies";
import { breakerState } from "@/db/schema/breaker";
import { type BreakerStatus, breakerStats, reduceTick } from "@/lib/breaker/breaker";
import { candidatesOf } from "@/lib/breaker/decision";
import { openForUs, stepOf } from "@/lib/breaker/policy";
import { toBreaker } from "./breaker-row";

export type ModelHealth = {
  tier: string;
  region: string;
  model: string;
  /** What the tier's policy has the model for in the region; null where it no longer names it. */
  role: "primary" | "fallback" | null;
  state: BreakerStatus;
  /** Of the traffic that tries the model: 1 while closed, 0 while open. */
  share: number;
  /** The last transition, epoch µs; null before the first. Probing that no decision has begun yet counts from when it could. */
  sinceUs: number | null;
  n: number;
  failures: number;
  errorRate: number | null;
  latencyMs: number | null;
};

/** The health of every model a tier was ever fed, as a decision now would see it. Looks only: no clock moves. */
export async function listBreakerStates(db: Db, input: { nowUs: number; tier?: string }): Promise<ModelHealth[]> {
  const { nowUs, tier } = input;
  const policies = new Map(
    (await listPolicies(db, tier === undefined ? {} : { tiers: [tier] })).map((p) => [p.tier, p]),
  );
  const rows = await db
    .select()
    .from(breakerState)
    .where(inArray(breakerState.tier, [...policies.keys()]));
  return rows.map(toBreaker).flatMap((breaker) => {
    const policy = policies.get(breaker.tier);
    if (!policy) return [];
    const { state } = reduceTick(breaker.state, nowUs, policy.failover);
    const { n, failures, latencyMs } = breakerStats(state, policy.failover);
    const { tier, region, model } = breaker;
    const share = { closed: 1, open: 0, half_open: stepOf(policy.failover, state.step).share }[state.status];
    const { status, sinceUs: openedUs } = breaker.state;
    const isDue = status === "open" && state.status === "half_open" && openedUs !== null;
    const sinceUs = isDue ? openedUs + openForUs(policy.failover) : state.sinceUs;
    const errorRate = n === 0 ? null : failures / n;
    const place = candidatesOf(policy, region).indexOf(model);
    const role = place === 0 ? "primary" : place > 0 ? "fallback" : null;
    return [{ tier, region, model, role, state: state.status, share, sinceUs, n, failures, errorRate, latencyMs }];
  });
}
