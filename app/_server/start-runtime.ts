import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createDatabase, type Database } from "@/db/client";
import { bootstrapKey } from "@/db/keys/bootstrap-key";
import { migrateDatabase } from "@/db/migrate";
import { getNewestMigration } from "@/db/migrations/get-newest-migration";
import { readKnownMigration } from "@/db/migrations/read-known-migration";
import { seedCataloguePrices } from "@/db/prices/seed-catalogue-prices";
import { createReaders } from "@/db/readers/create-readers";
import { bootstrapAdmin } from "@/db/users/bootstrap-admin";
import { SECOND_MS } from "@/lib/domain/time/units";
import { getEnv, type SettledEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { flushAccess } from "./note-access";
import { readConnections } from "./reads/read-connections";
import { getRuntime, type Service } from "./runtime";
import { services } from "./services";

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

/**
 * Brings the runtime up in the background: migrations, first admin and key, services.
 *
 * Tries again until it succeeds, because the database may come up after us; until then requests are answered 503.
 */
export function startRuntime(): void {
  const runtime = getRuntime();
  const env = getEnv();
  log.level = env.logLevel;
  const started: Service[] = [];
  const finished = bringUp(env, started);

  runtime.stop = async () => {
    runtime.phase = "stopping";
    runtime.stopping.abort();
    await finished;
    await stopServices(started);
    if (runtime.database) await flushAccess(runtime.database.db);
    await Promise.all([runtime.database?.end(), runtime.readers?.end()]);
  };
}

async function bringUp(env: SettledEnv, started: Service[]): Promise<void> {
  const runtime = getRuntime();
  for (let retryMs = FIRST_RETRY_MS; !runtime.stopping.signal.aborted; retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)) {
    try {
      const folder = join(process.cwd(), "drizzle");
      await migrateDatabase(env.databaseUrl, folder);
      const database = openPools(env);
      // What an older version would seed, its prices first of all, would replace what the newer one did.
      const isOutdated = (await getNewestMigration(database.sql)) > (await readKnownMigration(folder));
      if (isOutdated) log.error("A newer version has migrated this database: this one is not ready and does not lead");
      else await bootstrap(database, env);
      await startServices(database, env, started);
      runtime.problem = undefined;
      if (!runtime.stopping.signal.aborted) runtime.phase = "ready";
      log.info("Ready");
      return;
    } catch (error) {
      runtime.problem = error instanceof Error ? error.message : String(error);
      log.error({ err: error }, "Cannot get ready yet");
      await stopServices(started);
      await delay(retryMs, undefined, { signal: runtime.stopping.signal }).catch(() => undefined);
    }
  }
}

function openPools({ databaseUrl, databasePoolMax, readTimeoutSeconds }: SettledEnv): Database {
  const runtime = getRuntime();
  const { forRouters, forLists } = readConnections(databasePoolMax);
  runtime.readers ??= createReaders(databaseUrl, { max: forLists, timeoutMs: readTimeoutSeconds * SECOND_MS });
  runtime.database ??= createDatabase(databaseUrl, { max: forRouters });
  return runtime.database;
}

async function bootstrap({ db }: Database, env: SettledEnv): Promise<void> {
  const now = new Date();
  await seedCataloguePrices(db, now.getTime() * 1000);
  if (env.admin && (await bootstrapAdmin(db, { ...env.admin, now }))) {
    log.info({ email: env.admin.email }, "The first admin was created");
  }
  if (env.apiKey && (await bootstrapKey(db, { key: env.apiKey, now }))) log.info("The start-up key was created");
}

async function startServices({ db, sql }: Database, env: SettledEnv, started: Service[]): Promise<void> {
  for (const service of services) {
    await service.start({ db, sql, env });
    started.push(service);
  }
}

/** Stops in reverse order, every one of them even when another fails. */
async function stopServices(started: Service[]): Promise<void> {
  for (const service of started.splice(0).reverse()) {
    await service
      .stop()
      .catch((error: unknown) => log.error({ err: error, service: service.name }, "A service did not stop"));
  }
}
