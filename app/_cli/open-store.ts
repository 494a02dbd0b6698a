import { join } from "node:path";
import { createDatabase, type Database } from "@/db/client";
import { findRunning } from "@/db/embedded/find-running";
import { startEmbedded } from "@/db/embedded/start-embedded";
import { migrateDatabase } from "@/db/migrate";
import { getNewestMigration } from "@/db/migrations/get-newest-migration";
import { readKnownMigration } from "@/db/migrations/read-known-migration";
import { AppError } from "@/lib/contract/error";
import type { Env } from "@/lib/env";

export type Store = Database & { url: string; close: () => Promise<void> };

/**
 * The migrated database a command works on: DATABASE_URL, else the data folder's own server.
 *
 * A server that a running Switchyard keeps there is shared; only one we started ourselves is stopped by `close`. Throws
 * CONFLICT where a newer version has migrated it.
 */
export async function openStore(env: Env): Promise<Store> {
  const known = env.databaseUrl ?? (await findRunning(env.dataDir));
  const embedded = known
    ? undefined
    : await startEmbedded({ dataDir: env.dataDir, notify: (line) => console.error(line) });
  const url = known ?? embedded?.url ?? "";
  const database = createDatabase(url, { max: 4, applicationName: "switchyard-command" });
  const close = async () => {
    await database.end();
    await embedded?.stop();
  };
  try {
    const folder = join(process.cwd(), "drizzle");
    await migrateDatabase(url, folder);
    if ((await getNewestMigration(database.sql)) > (await readKnownMigration(folder))) {
      throw new AppError("CONFLICT", "A newer version of Switchyard has migrated this database: run its command");
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { ...database, url, close };
}
