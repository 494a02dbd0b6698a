import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { breakerState } from "@/db/schema/breaker";
import { type Breaker, type BreakerKey, breakerId, toBreaker } from "./breaker-row";

const KEYS_A_STATEMENT = 1000;

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

/** Every breaker that was ever fed. */
export async function loadAllBreakers(db: Db): Promise<Breaker[]> {
  return (await db.select().from(breakerState)).map(toBreaker);
}
