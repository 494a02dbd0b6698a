import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { selectRows } from "@/db/select-rows";
import { theRow } from "@/db/the-row";
import { consumeFeed } from "./consume-feed";
import { lockBreakers } from "./lock-breakers";

/**
 * Brings the breakers up to every attempt committed before the call, and returns how many it took them through itself.
 *
 * A row another process is just consuming is still visible here, so an empty feed means that all states are stored.
 */
export async function drainBreakerFeed(db: Db): Promise<number> {
  const { waiting } = theRow(
    await selectRows(db, sql`select exists(select from breaker_feed) as waiting`, z.object({ waiting: z.boolean() })),
  );
  if (!waiting) return 0;
  return db.transaction(async (tx) => {
    await lockBreakers(tx);
    return consumeFeed(tx);
  });
}
