import type { breakerState } from "@/db/schema/breaker";
import { initialBreaker, type LiveBreaker } from "@/lib/breaker/breaker";
import { decodeBreaker } from "./breaker-codec";

export type BreakerKey = { tier: string; region: string; model: string };
export type Breaker = BreakerKey & { state: LiveBreaker };

/** One text for one breaker, whatever characters its names have. */
export function breakerId({ tier, region, model }: BreakerKey): string {
  return JSON.stringify([tier, region, model]);
}

/** The breaker of a model nothing was received of. */
export function newBreaker(key: BreakerKey): Breaker {
  return { tier: key.tier, region: key.region, model: key.model, state: initialBreaker() };
}

/**
 * A stored breaker, its clock not before the last decision that looked at it.
 *
 * A text an older release wrote in another way reads as a new breaker.
 */
export function toBreaker(row: typeof breakerState.$inferSelect): Breaker {
  const { tier, region, model, decidedUs } = row;
  const state = decodeBreaker(row.state) ?? initialBreaker();
  const clockUs = decidedUs === 0 ? state.clockUs : Math.max(state.clockUs ?? decidedUs, decidedUs);
  return { tier, region, model, state: { ...state, clockUs } };
}

/** Breakers in the order of their keys, in which every writer takes them, so that no two wait for each other in a circle. */
export function inKeyOrder(breakers: readonly Breaker[]): Breaker[] {
  return breakers.toSorted((a, b) => (breakerId(a) < breakerId(b) ? -1 : 1));
}
