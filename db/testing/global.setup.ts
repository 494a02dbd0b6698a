import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { createDatabase } from "../client";
import { startEmbedded } from "../embedded/start-embedded";
import { migrateDatabase } from "../migrate";
import { databaseUrl, MIGRATIONS_FOLDER, TEMPLATE_DATABASE } from "./template";

declare module "vitest" {
  interface ProvidedContext {
    serverUrl: string;
  }
}

/** Starts one server for all database tests, with a migrated template which every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "switchyard-test-"));
  // Private as made; a server started by root runs as another user.
  await chmod(dataDir, 0o755);
  // What a crash would lose here, nobody misses.
  const settings = { fsync: "off", full_page_writes: "off", shared_buffers: "64MB" };
  const server = await startEmbedded({ dataDir, settings });
  const { sql, end } = createDatabase(server.url, { max: 1 });
  await sql.unsafe(`create database ${TEMPLATE_DATABASE}`);
  await end();
  await migrateDatabase(databaseUrl(server.url, TEMPLATE_DATABASE), MIGRATIONS_FOLDER);
  project.provide("serverUrl", server.url);

  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
