import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { breakerState } from "@/db/schema/breaker";
import { SECOND_US } from "@/lib/domain/time/units";
import { encodeBreaker } from "./breaker-codec";
import { type Breaker, inKeyOrder } from "./breaker-row";

/** Remembers that a decision looked at these breakers: it moves their clocks. To the second, so that decisions stay cheap. */
export async function touchBreakers(db: Db, breakers: readonly Breaker[], nowUs: number): Promise<void> {
  const stale = breakers.filter(({ state }) => state.clockUs === null || nowUs - state.clockUs >= SECOND_US);
  if (stale.length === 0) return;
  const values = inKeyOrder(stale).map(({ tier, region, model, state }) => {
    return { tier, region, model, state: encodeBreaker(state), decidedUs: nowUs };
  });
  await db
    .insert(breakerState)
    .values(values)
    .onConflictDoUpdate({
      target: [breakerState.tier, breakerState.region, breakerState.model],
      set: { decidedUs: sql`greatest(${breakerState.decidedUs}, excluded.decided_us)` },
    });
}
