import { join } from "node:path";
import { createDatabase, type Database } from "@/db/client";
import { findRunning } from "@/db/embedded/find-running";
import { startEmbedded } from "@/db/embedded/start-embedded";
import { migrateDatabase } from "@/db/migrate";
import type { Env } from "@/lib/env";

export type Store = Database & { url: string; close: () => Promise<void> };

/**
 * The migrated database a command works on: DATABASE_URL, else the data folder's own server.
 *
 * A server that a running Switchyard keeps there is shared; only one we started ourselves is stopped by `close`.
 */
export async function openStore(env: Env): Promise<Store> {
  const known = env.databaseUrl ?? (await findRunning(env.dataDir));
  const embedded = known
    ? undefined
    : await startEmbedded({ dataDir: env.dataDir, notify: (line) => console.error(line) });
  const url = known ?? embedded?.url ?? "";
  try {
    await migrateDatabase(url, join(process.cwd(), "drizzle"));
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  const database = createDatabase(url, { max: 4, applicationName: "switchyard-command" });
  return {
    ...database,
    url,
    close: async () => {
      await database.end();
      await embedded?.stop();
    },
  };
}
