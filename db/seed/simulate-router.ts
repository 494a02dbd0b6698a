import type { Breaker } from "@/db/breaker/breaker-row";
import {
  type BreakerAttempt,
  type BreakerEvent,
  initialBreaker,
  type LiveBreaker,
  takeAttempt,
  takeTick,
} from "@/lib/breaker/breaker";
import { type DecisionPolicy, decide } from "@/lib/breaker/decision";

export type RoutedTier = DecisionPolicy & {
  tier: string;
  timeout_ms: number;
  max_attempts: number;
  version: number;
  /** What a router knows of: the version of all policies together. */
  bundleVersion: number;
};

export type SimulatedFailover = BreakerEvent & {
  tier: string;
  region: string;
  model: string;
  policyVersion: number;
  /** What moved the breaker's clock. */
  source: "attempt" | "decision";
};

type Ended = { model: string; attempt: BreakerAttempt };
type Place = { breakers: Map<string, LiveBreaker>; pending: Ended[]; openCount: number };

/**
 * A router with the product's own breaker and decisions, fed by the attempts it is given, in the order of their ends.
 *
 * It goes on from the breakers given, which it changes. Times passed to `choose` must not go back within a tier and region.
 */
export function createSimulatedRouter(input: {
  tiers: readonly RoutedTier[];
  breakers: readonly Breaker[];
  onFailover: (event: SimulatedFailover) => void;
}) {
  let policies = new Map(input.tiers.map((tier) => [tier.tier, tier]));
  const places = new Map<string, Map<string, Place>>();
  for (const { tier, region, model, state } of input.breakers) {
    const place = placeOf(tier, region);
    place.breakers.set(model, state);
    if (state.status === "open") place.openCount += 1;
  }

  function placeOf(tier: string, region: string): Place {
    const regions = places.get(tier) ?? new Map<string, Place>();
    if (regions.size === 0) places.set(tier, regions);
    let place = regions.get(region);
    if (!place) {
      place = { breakers: new Map(), pending: [], openCount: 0 };
      regions.set(region, place);
    }
    return place;
  }

  function settle(place: Place, at: Omit<SimulatedFailover, keyof BreakerEvent>, events: readonly BreakerEvent[]) {
    for (const event of events) {
      place.openCount += (event.to === "open" ? 1 : 0) - (event.from === "open" ? 1 : 0);
      input.onFailover({ ...event, ...at });
    }
  }

  /** Lets what has ended by now reach the breakers. */
  function refreshPlace(policy: RoutedTier, region: string, place: Place, nowUs: number) {
    const { pending, breakers } = place;
    const { tier, version: policyVersion, failover } = policy;
    let ended = 0;
    for (const { model, attempt } of pending) {
      if (attempt.endUs > nowUs) break;
      ended += 1;
      const breaker = breakers.get(model) ?? initialBreaker();
      breakers.set(model, breaker);
      const events = takeAttempt(breaker, attempt, failover);
      settle(place, { tier, region, model, policyVersion, source: "attempt" }, events);
    }
    if (ended > 0) pending.splice(0, ended);
  }

  /** Lets an open breaker whose time is up become half-open, as a decision does. */
  function tick({ tier, version: policyVersion, failover }: RoutedTier, region: string, place: Place, nowUs: number) {
    if (place.openCount === 0) return;
    for (const [model, breaker] of place.breakers) {
      if (breaker.status !== "open") continue;
      settle(place, { tier, region, model, policyVersion, source: "decision" }, takeTick(breaker, nowUs, failover));
    }
  }

  return {
    policyOf: (tier: string) => policies.get(tier) ?? null,
    /** New numbers and candidates from now on; the breakers keep their states. */
    follow(next: readonly RoutedTier[]) {
      policies = new Map(next.map((tier) => [tier.tier, tier]));
    },
    choose(policy: RoutedTier, region: string, requestId: string, nowUs: number): string {
      const place = placeOf(policy.tier, region);
      refreshPlace(policy, region, place, nowUs);
      tick(policy, region, place, nowUs);
      const healthOf = (model: string) => place.breakers.get(model) ?? CLOSED;
      return decide({ policy, region, requestId, healthOf, random: Math.random }).model;
    },
    /** Records a counted attempt; it counts from its end on. */
    record(policy: RoutedTier, region: string, model: string, attempt: BreakerAttempt) {
      const { pending } = placeOf(policy.tier, region);
      let at = pending.length;
      while (at > 0 && (pending[at - 1]?.attempt.endUs ?? 0) > attempt.endUs) at -= 1;
      pending.splice(at, 0, { model, attempt });
    },
    /** Lets what has ended by now reach the breakers of every place, also where nobody decides. */
    catchUp(nowUs: number) {
      for (const [tier, regions] of places) {
        const policy = policies.get(tier);
        if (policy) for (const [region, place] of regions) refreshPlace(policy, region, place, nowUs);
      }
    },
    /** The breakers as they are. */
    breakers(): Breaker[] {
      return [...places].flatMap(([tier, regions]) =>
        [...regions].flatMap(([region, place]) =>
          [...place.breakers].map(([model, state]) => ({ tier, region, model, state })),
        ),
      );
    },
  };
}

const CLOSED = { status: "closed", step: 0 } as const;
