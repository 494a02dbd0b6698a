import type { Db } from "@/db/client";
import { failover } from "@/db/schema/breaker";
import type { FAILOVER_SOURCES } from "@/lib/contract/failovers";
import type { BreakerEvent } from "@/lib/domain/breaker";
import { formatInstantUs } from "@/lib/domain/instant";

export type NewFailover = BreakerEvent & {
  tier: string;
  region: string;
  model: string;
  policyVersion: number;
  source: (typeof FAILOVER_SOURCES)[number];
};

const ROWS_A_STATEMENT = 1000;

/** Appends transitions with their evidence. Called in the transaction that stores the states they led to. */
export async function insertFailovers(tx: Db, events: readonly NewFailover[]): Promise<void> {
  for (let i = 0; i < events.length; i += ROWS_A_STATEMENT) {
    const rows = events.slice(i, i + ROWS_A_STATEMENT).map(({ atUs, from, to, ...event }) => ({
      ...event,
      at: formatInstantUs(atUs),
      fromState: from,
      toState: to,
    }));
    await tx.insert(failover).values(rows);
  }
}
