import { setTimeout as delay } from "node:timers/promises";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { LOCKS } from "./advisory-locks";
import { createDatabase, type Sql } from "./client";
import { sqlState } from "./database-error";
import { refuseUnfit } from "./driver/refuse-unfit";

const LOCK_NOT_AVAILABLE = "55P03";
const DEADLOCK_DETECTED = "40P01";
const RETRY_MS = 500;

export type MigrateOptions = {
  /** Whoever uses a table waits behind a migration that waits for it, so that gives way after so long. */
  lockTimeoutMs?: number;
  tries?: number;
};

/**
 * Brings a database to the newest migration of a folder. Safe from several processes at once: one works, the rest wait.
 *
 * A database that is beyond the folder's newest is left as it is. Fails with the database's error where a lock was not to
 * be had in all tries, nothing being half done then; throws an UnfitDatabase where a pooler shares sessions.
 */
export async function migrateDatabase(
  url: string,
  migrationsFolder: string,
  { lockTimeoutMs = 2_000, tries = 10 }: MigrateOptions = {},
): Promise<void> {
  await refuseUnfit(url);
  // A connection of its own, because an advisory lock belongs to the session that took it.
  const { sql, end } = createDatabase(url, { max: 1, applicationName: "switchyard-migrate" });
  try {
    await sql`select pg_advisory_lock(${LOCKS.migration})`;
    await sql`select set_config('lock_timeout', ${`${lockTimeoutMs}ms`}, false)`;
    await migrateWithRetries(sql, { migrationsFolder, tries });
    await sql`select pg_advisory_unlock(${LOCKS.migration})`;
  } finally {
    await end();
  }
}

async function migrateWithRetries(sql: Sql, input: { migrationsFolder: string; tries: number }): Promise<void> {
  for (let tried = 1; ; tried++) {
    try {
      await migrate(drizzle(sql), { migrationsFolder: input.migrationsFolder });
      return;
    } catch (error) {
      if (!isLocked(error) || tried >= input.tries) throw error;
      await delay(RETRY_MS);
    }
  }
}

function isLocked(error: unknown): boolean {
  const state = sqlState(error);
  // A deadlock with ingest, which takes its tables in another order, ends the one who waits.
  return state === LOCK_NOT_AVAILABLE || state === DEADLOCK_DETECTED;
}
