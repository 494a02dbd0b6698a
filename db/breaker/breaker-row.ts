import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { breakerState } from "@/db/schema/breaker";
import { type BreakerState, initialBreaker } from "@/lib/domain/breaker";
import { decodeBreaker, encodeBreaker } from "@/lib/domain/breaker-codec";

export type BreakerKey = { tier: string; region: string; model: string };
export type Breaker = BreakerKey & { state: BreakerState };

const BREAKER_LOCK = 7_261_140_042;
const KEYS_A_STATEMENT = 1000;

/** Lets one transaction at a time move the breakers, until it ends. */
export async function lockBreakers(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${BREAKER_LOCK})`);
}

export function breakerId({ tier, region, model }: BreakerKey): string {
  return JSON.stringify([tier, region, model]);
}

/** The breaker of a model nothing was heard of. */
export function newBreaker(key: BreakerKey): Breaker {
  return { tier: key.tier, region: key.region, model: key.model, state: initialBreaker() };
}

/** The stored ones of some breakers, by breakerId. */
export async function loadBreakers(db: Db, keys: readonly BreakerKey[]): Promise<Map<string, Breaker>> {
  const { tier, region, model } = breakerState;
  const breakers = new Map<string, Breaker>();
  for (let i = 0; i < keys.length; i += KEYS_A_STATEMENT) {
    const tuples = keys.slice(i, i + KEYS_A_STATEMENT).map((key) => sql`(${key.tier}, ${key.region}, ${key.model})`);
    const isAsked = sql`(${tier}, ${region}, ${model}) in (${sql.join(tuples, sql`, `)})`;
    for (const row of await db.select().from(breakerState).where(isAsked)) breakers.set(breakerId(row), toBreaker(row));
  }
  return breakers;
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

/** Stores the states of breakers. The caller holds their lock. */
export async function saveBreakers(tx: Db, breakers: readonly Breaker[]): Promise<void> {
  if (breakers.length === 0) return;
  const updatedAt = new Date();
  const values = inKeyOrder(breakers).map(({ tier, region, model, state }) => {
    return { tier, region, model, state: encodeBreaker(state), decidedUs: 0, updatedAt };
  });
  await tx
    .insert(breakerState)
    .values(values)
    .onConflictDoUpdate({
      target: [breakerState.tier, breakerState.region, breakerState.model],
      set: { state: sql`excluded.state`, updatedAt: sql`excluded.updated_at` },
    });
}
