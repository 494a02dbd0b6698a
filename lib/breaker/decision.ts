import type { BreakerStatus } from "./breaker";
import { hashShare } from "./fnv1a";
import { type BreakerPolicy, stepOf } from "./policy";

type Candidates = { primary: string; fallbacks: readonly string[] };

/** The parts of a tier's policy a decision needs. */
export type DecisionPolicy = Candidates & {
  failover: BreakerPolicy;
  regions: Readonly<Record<string, Candidates>>;
};

export const DECISION_ROLES = ["primary", "fallback", "probe"] as const;
export type DecisionRole = (typeof DECISION_ROLES)[number];

/** Why this model: the primary is healthy, the request probes, the primary is not available, or nothing is. */
export const DECISION_REASONS = ["primary_healthy", "probe", "primary_open", "primary_half_open", "all_open"] as const;
export type DecisionReason = (typeof DECISION_REASONS)[number];

export type Decision = { model: string; role: DecisionRole; reason: DecisionReason };

export type DecisionInput = {
  policy: DecisionPolicy;
  region: string;
  /** Decides which share of the traffic the request belongs to; without one, `random` does. */
  requestId: string | null;
  healthOf: (model: string) => { status: BreakerStatus; step: number };
  /** From [0, 1). */
  random: () => number;
};

/** The models a request in this region may go to, in order: the region's override, else the tier's own. */
export function candidatesOf(policy: Pick<DecisionPolicy, "primary" | "fallbacks" | "regions">, region: string) {
  const { primary, fallbacks } = (Object.hasOwn(policy.regions, region) && policy.regions[region]) || policy;
  return [primary, ...fallbacks];
}

/**
 * The model a request goes to: the first closed candidate, or a half-open one on the way whose share it falls into.
 *
 * All open never means no answer: then the primary answers.
 */
export function decide({ policy, region, requestId, healthOf, random }: DecisionInput): Decision {
  const candidates = candidatesOf(policy, region);
  const [primary = policy.primary] = candidates;
  let place: number | null = null;
  for (const model of candidates) {
    const { status, step } = healthOf(model);
    if (status === "closed") {
      if (model === primary) return { model, role: "primary", reason: "primary_healthy" };
      const reason = healthOf(primary).status === "open" ? "primary_open" : "primary_half_open";
      return { model, role: "fallback", reason };
    }
    if (status === "open") continue;
    place ??= requestId === null ? random() : hashShare(requestId);
    if (place < stepOf(policy.failover, step).share) return { model, role: "probe", reason: "probe" };
  }
  return { model: primary, role: "primary", reason: "all_open" };
}
