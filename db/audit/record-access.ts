import { sql } from "drizzle-orm";
import type { AccessEventName } from "@/lib/contract/audit";
import { MINUTE_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { accessEvent } from "../schema/audit";

export type AccessInput = {
  event: AccessEventName;
  /** Empty where nobody knows. */
  who: string;
  network: string;
  address: string;
  agent: string;
  path: string;
  count: number;
  at: Date;
};

/** Puts sign-ins and refusals on record. Those alike within a minute are one row; the input names each kind once a minute. */
export async function recordAccess(db: Db, events: readonly AccessInput[]): Promise<void> {
  const rows = events.map(({ at, ...event }) => ({
    ...event,
    minute: new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS),
    lastAt: at,
  }));
  if (rows.length === 0) return;
  await db
    .insert(accessEvent)
    .values(rows)
    .onConflictDoUpdate({
      target: [accessEvent.minute, accessEvent.event, accessEvent.who, accessEvent.network],
      set: {
        count: sql`${accessEvent.count} + excluded.count`,
        lastAt: sql`greatest(${accessEvent.lastAt}, excluded.last_at)`,
      },
    });
}
