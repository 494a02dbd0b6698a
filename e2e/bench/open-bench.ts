import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPriceCache } from "@/app/_server/prices";
import { createDatabase, type Database } from "@/db/client";
import { type EmbeddedServer, startEmbedded } from "@/db/embedded/start-embedded";
import { migrateDatabase } from "@/db/migrate";
import { daysBetween, ensurePartitions } from "@/db/partitions/ensure-partitions";
import { dayOfUs } from "@/db/partitions/partition-days";
import { seedCataloguePrices } from "@/db/prices/seed-catalogue-prices";
import { seedDemoPolicies } from "@/db/seed/seed-demo-policies";
import type { NormalizeContext } from "@/lib/ingest/normalize-attempt";
import type { Cleanup } from "./cleanup";
import { TRAFFIC_PAIRS } from "./create-log-records";
import type { BenchOptions } from "./options";

/** A database of the bench's own server, migrated, with prices and policies. */
export type BenchDatabase = Database & { url: string; context: NormalizeContext; drop: () => Promise<void> };

export type Bench = {
  options: BenchOptions;
  cleanup: Cleanup;
  /** A folder for what is measured with; gone at the end. */
  folder: string;
  postgresVersion: string;
  /** Makes one with the partitions of the last so many days; `from` clones another that nobody is connected to. */
  createDatabase: (name: string, input?: { days?: number; from?: string }) => Promise<BenchDatabase>;
  log: (line: string) => void;
};

const CONNECTIONS = 12;

/** Starts a PostgreSQL of our own with the product's settings, over a folder that is deleted at the end. */
export async function openBench(options: BenchOptions, cleanup: Cleanup): Promise<Bench> {
  const log = (line: string) => console.error(line);
  const folder = await mkdtemp(join(tmpdir(), "switchyard-bench-"));
  cleanup.add(() => rm(folder, { recursive: true, force: true }));
  // Private as made; a server started by root runs as another user.
  await chmod(folder, 0o755);
  const server = await startEmbedded({ dataDir: folder, notify: log });
  cleanup.add(server.stop);
  return {
    options,
    cleanup,
    folder,
    postgresVersion: await versionOf(server),
    log,
    createDatabase: (name, input = {}) => openDatabase(server, cleanup, name, input),
  };
}

async function openDatabase(
  server: EmbeddedServer,
  cleanup: Cleanup,
  name: string,
  { days = 1, from }: { days?: number; from?: string },
): Promise<BenchDatabase> {
  await onServer(server, `create database ${name}${from ? ` template ${from}` : ""}`);
  const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
  await migrateDatabase(url, join(process.cwd(), "drizzle"));
  const database = createDatabase(url, { max: CONNECTIONS, applicationName: "switchyard-bench" });
  const nowUs = Date.now() * 1_000;
  await seedCataloguePrices(database.db, nowUs);
  await seedDemoPolicies(database.db, { nowMs: nowUs / 1_000 });
  await ensurePartitions(database.sql, daysBetween(dayOfUs(nowUs) - days, dayOfUs(nowUs) + 1));
  const prices = createPriceCache(database.db);
  await prices.refresh();
  await prices.ensure(TRAFFIC_PAIRS);
  const context: NormalizeContext = {
    nowUs,
    retainedDays: days + 1,
    aliases: new Map(),
    prices: prices.book(),
  };
  const end = cleanup.add(database.end);
  return {
    ...database,
    url,
    context,
    end,
    drop: async () => {
      await end();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function versionOf(server: EmbeddedServer): Promise<string> {
  const [row] = await onServer<{ server_version: string }>(server, "show server_version");
  return row?.server_version ?? "of unknown version";
}

async function onServer<Row extends object>(server: EmbeddedServer, statement: string): Promise<Row[]> {
  const { sql, end } = createDatabase(server.url, { max: 1 });
  try {
    return await sql.unsafe<Row[]>(statement);
  } finally {
    await end();
  }
}
