import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";

const BREAKER_LOCK = 7_261_140_042;

/** Lets one transaction at a time move the breakers, until it ends. */
export async function lockBreakers(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${BREAKER_LOCK})`);
}
