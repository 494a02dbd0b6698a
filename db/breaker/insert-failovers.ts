import type { Db } from "@/db/client";
import { failover } from "@/db/schema/breaker";
import type { BreakerEvent } from "@/lib/breaker/breaker";
import type { FAILOVER_SOURCES } from "@/lib/contract/failovers";
import { formatInstantUs } from "@/lib/domain/time/instant";

export type NewFailover = BreakerEvent & {
  tier: string;
  region: string;
  model: string;
  policyVersion: number;
  source: (typeof FAILOVER_SOURCES)[number];
  /** Left out where the server's own breaker moved. */
  router?: string;
};

const ROWS_A_STATEMENT = 1000;

/** Appends transitions with their evidence. Called in the transaction that stores the states they led to. */
export async function insertFailovers(tx: Db, events: readonly NewFailover[]): Promise<void> {
  for (let i = 0; i < events.length; i += ROWS_A_STATEMENT) {
    const rows = events.slice(i, i + ROWS_A_STATEMENT).map(({ atUs, from, to, windowFromUs, ...event }) => ({
      ...event,
      at: formatInstantUs(atUs),
      fromState: from,
      toState: to,
      windowFrom: windowFromUs === null ? null : formatInstantUs(windowFromUs),
    }));
    await tx.insert(failover).values(rows);
  }
}
