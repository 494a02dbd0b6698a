import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { breakerState } from "@/db/schema/breaker";
import { encodeBreaker } from "./breaker-codec";
import { type Breaker, inKeyOrder } from "./breaker-row";

// A statement may carry 65,535 parameters, and a router may name thousands of models.
const ROWS_A_STATEMENT = 1000;

/** Stores the states of breakers. The caller holds their lock. */
export async function saveBreakers(tx: Db, breakers: readonly Breaker[]): Promise<void> {
  const updatedAt = new Date();
  const values = inKeyOrder(breakers).map(({ tier, region, model, state }) => {
    return { tier, region, model, state: encodeBreaker(state), decidedUs: 0, updatedAt };
  });
  for (let i = 0; i < values.length; i += ROWS_A_STATEMENT) {
    await tx
      .insert(breakerState)
      .values(values.slice(i, i + ROWS_A_STATEMENT))
      .onConflictDoUpdate({
        target: [breakerState.tier, breakerState.region, breakerState.model],
        set: { state: sql`excluded.state`, updatedAt: sql`excluded.updated_at` },
      });
  }
}
