import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { breakerState } from "@/db/schema/breaker";
import { encodeBreaker } from "@/lib/domain/breaker-codec";
import { type Breaker, inKeyOrder } from "./breaker-row";

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
