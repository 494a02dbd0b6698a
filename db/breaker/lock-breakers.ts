import { sql } from "drizzle-orm";
import { LOCKS } from "@/db/advisory-locks";
import type { Db } from "@/db/client";

/** Lets one transaction at a time move the breakers, until it ends. */
export async function lockBreakers(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.breakers})`);
}
