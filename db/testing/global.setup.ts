import type { TestProject } from "vitest/node";
import { createDatabase } from "../client";
import { migrateDatabase } from "../migrate";
import { databaseUrl, MIGRATIONS_FOLDER, TEMPLATE_DATABASE } from "./template";
import { startTestServer } from "./test-server";

declare module "vitest" {
  interface ProvidedContext {
    serverUrl: string;
  }
}

/** Starts one server for all database tests, with a migrated template which every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const { sql, end } = createDatabase(server.url, { max: 1 });
  await sql.unsafe(`create database ${TEMPLATE_DATABASE}`);
  await end();
  await migrateDatabase(databaseUrl(server.url, TEMPLATE_DATABASE), MIGRATIONS_FOLDER);
  project.provide("serverUrl", server.url);

  return server.stop;
}
