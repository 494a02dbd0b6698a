import type { Db } from "@/db/client";
import { getPolicy } from "@/db/policies/get-policy";
import { breakerStats } from "@/lib/breaker/breaker";
import { candidatesOf, decide } from "@/lib/breaker/decision";
import { AppError } from "@/lib/contract/error";
import type { RouteDecision } from "@/lib/contract/route-decision";
import { formatInstantUs } from "@/lib/domain/time/instant";
import type { Breaker } from "./breaker-row";
import { drainBreakerFeed } from "./drain-breaker-feed";
import { tickBreakers } from "./tick-breakers";

export type DecideInput = {
  tier: string;
  region: string;
  requestId: string | null;
  nowUs: number;
  /** From [0, 1): which share a request without an id belongs to. */
  random: () => number;
};

/**
 * The model a request should go to now; NOT_FOUND where the tier has no policy.
 *
 * Knows every attempt committed before the call, and moves the clock of the breakers it looks at.
 */
export async function decideRoute(db: Db, input: DecideInput): Promise<RouteDecision> {
  const { tier, region, requestId, nowUs, random } = input;
  const policy = await getPolicy(db, { tier });
  if (!policy) throw new AppError("NOT_FOUND", `The tier ${tier} has no policy`);
  await drainBreakerFeed(db);
  const models = candidatesOf(policy, region);
  const breakers = await tickBreakers(db, { policy, region, models, nowUs });
  const health = new Map(breakers.map(({ model, state }) => [model, state]));
  const healthOf = (model: string) => health.get(model) ?? { status: "closed" as const, step: 0 };
  const show = ({ model, state }: Breaker) => {
    const { n, failures, latencyMs } = breakerStats(state, policy.failover);
    const error_rate = n === 0 ? null : failures / n;
    return { model, state: state.status, n, failures, error_rate, latency_ms: latencyMs };
  };
  return {
    ...decide({ policy, region, requestId, healthOf, random }),
    policy_version: policy.version,
    timeout_ms: policy.timeout_ms,
    candidates: breakers.map(show),
    decided_at: formatInstantUs(nowUs),
  };
}
