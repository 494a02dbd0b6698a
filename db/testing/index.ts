import { afterAll, beforeAll, inject } from "vitest";
import { createDatabase, type Database, type Db, type Sql } from "../client";
import { databaseUrl, TEMPLATE_DATABASE } from "./template";

export type TestDatabase = { readonly db: Db; readonly sql: Sql; readonly url: string };

/**
 * A migrated database which this test file has to itself. Call it once, at the file's top level.
 *
 * Ready from the first test on; dropped after the last.
 */
export function testDatabase(): TestDatabase {
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  const serverUrl = inject("serverUrl");
  const url = databaseUrl(serverUrl, name);
  let database: Database | undefined;

  beforeAll(async () => {
    await onServer(serverUrl, `create database ${name} template ${TEMPLATE_DATABASE}`);
    database = createDatabase(url, { max: 10 });
  });
  afterAll(async () => {
    await database?.end();
    await onServer(serverUrl, `drop database if exists ${name} with (force)`);
  });

  const opened = () => {
    if (!database) throw new Error("The test database is there from beforeAll on");
    return database;
  };
  return {
    url,
    get db() {
      return opened().db;
    },
    get sql() {
      return opened().sql;
    },
  };
}

class Rollback extends Error {}

/** Runs a test inside a transaction that is always undone, so tests share a database and nothing else. */
export async function withRollback(db: Db, body: (tx: Db) => Promise<void>): Promise<void> {
  await db
    .transaction(async (tx) => {
      await body(tx);
      throw new Rollback();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Rollback)) throw error;
    });
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const { sql, end } = createDatabase(serverUrl, { max: 1 });
  try {
    await sql.unsafe(statement);
  } finally {
    await end();
  }
}
