import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { createDatabase } from "./client";
import { refuseUnfit } from "./driver/refuse-unfit";

// Any constant does, as long as nothing else of this product locks it.
const MIGRATION_LOCK = 7_261_140_031;

/**
 * Brings a database to the newest migration of a folder. Safe from several processes at once: one works, the rest wait.
 *
 * On a connection of its own, because an advisory lock belongs to the session that took it; throws an UnfitDatabase where a
 * pooler shares sessions.
 */
export async function migrateDatabase(url: string, migrationsFolder: string): Promise<void> {
  await refuseUnfit(url);
  const { sql, end } = createDatabase(url, { max: 1, applicationName: "switchyard-migrate" });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(sql), { migrationsFolder });
    await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`;
  } finally {
    await end();
  }
}
