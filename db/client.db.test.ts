import { Socket } from "node:net";
import { sql as statement } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { createDatabase } from "./client";
import { selectRows } from "./select-rows";
import { testDatabase, withRollback } from "./testing";

const database = testDatabase();

test("a session is in UTC and known by the product's name", async () => {
  const rows = await selectRows(
    database.db,
    statement`select current_setting('TimeZone') as zone, current_setting('application_name') as name`,
    z.object({ zone: z.string(), name: z.string() }),
  );

  expect(rows).toEqual([{ zone: "UTC", name: "switchyard" }]);
});

test("a row that is not what was expected fails loudly", async () => {
  const rows = selectRows(database.db, statement`select count(*) as n`, z.object({ n: z.number() }));

  await expect(rows).rejects.toThrow("expected number");
});

test("what a test writes inside withRollback is gone afterwards", async () => {
  await database.sql`create table scratch (n int)`;

  await withRollback(database.db, async (tx) => {
    await tx.execute(statement`insert into scratch values (1)`);
    expect(await tx.execute(statement`select n from scratch`)).toHaveLength(1);
  });

  expect(await database.sql`select n from scratch`).toHaveLength(0);
});

test("a failure inside withRollback fails the test", async () => {
  const failing = withRollback(database.db, () => Promise.reject(new Error("seen")));

  await expect(failing).rejects.toThrow("seen");
});

test("a server that is not there is reported by its code, not waited for", async () => {
  const { sql, end } = createDatabase("postgres://u:p@127.0.0.1:1/none");

  await expect(sql`select 1`).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await end();
});

test("every connection has Nagle's algorithm off, with which each copy stalls twice for 40 ms", async () => {
  const noDelay = vi.spyOn(Socket.prototype, "setNoDelay");
  const { sql, end } = createDatabase(database.url, { max: 1 });

  await sql`select 1`;

  expect(noDelay).toHaveBeenCalledWith(true);
  await end();
  noDelay.mockRestore();
});

test("a statement that takes longer than it may is given up, and only on the connections that say so", async () => {
  const { sql, end } = createDatabase(database.url, { max: 1, statementTimeoutMs: 50 });

  await expect(sql`select pg_sleep(5)`).rejects.toMatchObject({ code: "57014" });
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  expect(await database.sql`show statement_timeout`).toEqual([{ statement_timeout: "0" }]);
  await end();
});
