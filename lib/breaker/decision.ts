import type { BreakerStatus } from "./breaker";
import { hashShare } from "./fnv1a";
import { type BreakerPolicy, stepOf } from "./policy";

type Health = { status: BreakerStatus; step: number };

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
  healthOf: (model: string) => Health;
  /** From [0, 1). */
  random: () => number;
};

/** The models a request in this region may go to, in order: the region's override, else the tier's own. */
export function candidatesOf(
  policy: Pick<DecisionPolicy, "primary" | "fallbacks" | "regions">,
  region: string,
): [string, ...string[]] {
  const { primary, fallbacks } = (Object.hasOwn(policy.regions, region) && policy.regions[region]) || policy;
  return [primary, ...fallbacks];
}

/** One of some candidates, in whatever way they are named. */
export type Choice<Candidate> = { candidate: Candidate; role: DecisionRole; reason: DecisionReason };

/**
 * The model a request goes to: the first closed candidate, or a half-open one on the way whose share it falls into.
 *
 * All open never means no answer: then the primary answers.
 */
export function decide({ policy, region, requestId, healthOf, random }: DecisionInput): Decision {
  const placeOf = () => (requestId === null ? random() : hashShare(requestId));
  const { candidate, role, reason } = choose(candidatesOf(policy, region), {
    failover: policy.failover,
    healthOf,
    placeOf,
  });
  return { model: candidate, role, reason };
}

/** The same over any candidates, the primary first; `placeOf` says where in [0, 1) the request lies, and is asked once at most. */
export function choose<Candidate>(
  candidates: readonly [Candidate, ...Candidate[]],
  by: { failover: BreakerPolicy; healthOf: (candidate: Candidate) => Health; placeOf: () => number },
): Choice<Candidate> {
  const [primary] = candidates;
  let place: number | null = null;
  for (const candidate of candidates) {
    const { status, step } = by.healthOf(candidate);
    if (status === "closed") {
      if (candidate === primary) return { candidate, role: "primary", reason: "primary_healthy" };
      const reason = by.healthOf(primary).status === "open" ? "primary_open" : "primary_half_open";
      return { candidate, role: "fallback", reason };
    }
    if (status === "open") continue;
    place ??= by.placeOf();
    if (place < stepOf(by.failover, step).share) return { candidate, role: "probe", reason: "probe" };
  }
  return { candidate: primary, role: "primary", reason: "all_open" };
}
