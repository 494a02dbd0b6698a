import { expect, inject, test } from "vitest";
import { createDatabase } from "./client";
import { migrateDatabase } from "./migrate";
import { databaseUrl, MIGRATIONS_FOLDER } from "./testing/template";

test("several processes may migrate one database at once", async () => {
  const serverUrl = inject("serverUrl");
  const name = `test_migrate_${crypto.randomUUID().replaceAll("-", "")}`;
  const server = createDatabase(serverUrl, { max: 1 });
  await server.sql.unsafe(`create database ${name}`);
  const url = databaseUrl(serverUrl, name);

  await Promise.all([1, 2, 3, 4].map(() => migrateDatabase(url, MIGRATIONS_FOLDER)));

  const { sql, end } = createDatabase(url, { max: 1 });
  const [row] = await sql`select count(*)::int = count(distinct hash)::int as once from drizzle.__drizzle_migrations`;
  expect(row).toEqual({ once: true });
  await end();
  await server.sql.unsafe(`drop database ${name} with (force)`);
  await server.end();
});
