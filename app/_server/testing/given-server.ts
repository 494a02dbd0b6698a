import { afterAll, beforeAll } from "vitest";
import type { Db } from "@/db/client";
import type { TestDatabase } from "@/db/testing";
import { type ServeOptions, serveOn } from "./serve-on";

/**
 * A ready server on the test's database, with no service but those that are named. Call it once, at the file's top level.
 *
 * It is there from the first test on, and stopped after the last. `observe` may put something between it and the database.
 */
export function givenServer(
  database: TestDatabase,
  { observe = (db) => db, ...options }: ServeOptions & { observe?: (db: Db) => Db } = {},
): void {
  let stop: () => Promise<void> = async () => undefined;

  beforeAll(async () => {
    const { db, sql, url } = database;
    stop = await serveOn({ db: observe(db), sql, url }, options);
  });
  afterAll(() => stop());
}
