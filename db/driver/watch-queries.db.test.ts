import { sql as statement } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDatabase, type Database } from "../client";
import { testDatabase } from "../testing";

const database = testDatabase();
let one: Database;

beforeEach(() => {
  one = createDatabase(database.url, { max: 1 });
});
afterEach(() => one.end());

const backend = async (): Promise<number | undefined> =>
  (await one.sql<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]?.pid;

/** What the driver does with a result it miscounted: rows it should have are not there. */
function lose(query: object, change: (rows: unknown[]) => void): void {
  // The field of the driver's Query class by which a result reaches who asked.
  const watched = query as { handle: () => void; resolve: (rows: unknown[]) => void };
  watched.handle();
  const resolve = watched.resolve;
  watched.resolve = (rows) => {
    change(rows);
    resolve(rows);
  };
}

test("a result that lacks rows is an error, however it lost them, and its connection is not used again", async () => {
  for (const change of [
    (rows: unknown[]) => void rows.pop(),
    (rows: unknown[]) => void rows.splice(0),
    (rows: unknown[]) => void delete rows[0],
    (rows: unknown[]) => void rows.fill(undefined, 4),
  ]) {
    const before = await backend();
    const query = one.sql`select i from generate_series(1, 5) i`;
    lose(query, change);
    await expect(query).rejects.toMatchObject({ code: "CONNECTION_OUT_OF_STEP" });
    expect(await backend()).not.toBe(before);
  }
});

test("every kind of complete result passes: none, many, several statements, commands, values, cursors, streams", async () => {
  const { sql, db } = one;
  await sql`create temp table kept (i int)`;
  expect([...(await sql`select i from kept`)]).toEqual([]);
  expect((await sql`insert into kept select generate_series(1, 5) returning i`).length).toBe(5);
  expect((await sql`update kept set i = i + 1`).count).toBe(5);
  expect(
    await sql.unsafe("insert into kept values (9); select 1 as a; delete from kept where i = 9; select 2 as a"),
  ).toHaveLength(3);
  expect(await sql`select i from kept order by i`.values()).toEqual([[2], [3], [4], [5], [6]]);
  expect(await sql`explain select 1`).toHaveLength(1);
  expect(await sql`show timezone`).toHaveLength(1);
  expect(await sql`fetch all from ${sql.unsafe("nothing")}`.catch((error: { code: string }) => error.code)).toBe(
    "34000",
  );
  let seen = 0;
  for await (const rows of sql`select i from kept`.cursor(2)) seen += rows.length;
  await sql`select i from kept`.forEach(() => {
    seen++;
  });
  expect(seen).toBe(10);
  expect([...(await db.execute(statement`select i from kept where i > 4 order by i`))]).toEqual([{ i: 5 }, { i: 6 }]);
  expect((await sql`select i from kept`.describe()).columns).toHaveLength(1);
});

test("after a cancelled statement the next has another connection, and those that wait meanwhile all get their answers", async () => {
  const slow = createDatabase(database.url, { max: 1, statementTimeoutMs: 100 });
  const [before] = await slow.sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const cancelled = slow.sql`select pg_sleep(5)`;
  const waiting = Array.from(
    { length: 20 },
    (_, i) => slow.sql<{ i: number; pid: number }[]>`select ${i}::int as i, pg_backend_pid() as pid`,
  );

  await expect(cancelled).rejects.toMatchObject({ code: "57014" });
  expect((await Promise.all(waiting)).map(([row]) => row?.i)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect((await slow.sql<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]?.pid).not.toBe(before?.pid);
  await slow.end();
});

test("so it is where the first statement of a connection is cancelled, with parameters, without, or simple", async () => {
  for (const ask of [
    (sql: Database["sql"]) => sql`select pg_sleep(${5}::float8)`,
    (sql: Database["sql"]) => sql.unsafe("select pg_sleep($1)", [5]),
    (sql: Database["sql"]) => sql.unsafe("select pg_sleep(5)"),
  ]) {
    const slow = createDatabase(database.url, { max: 1, statementTimeoutMs: 60, applicationName: "first" });
    await expect(ask(slow.sql)).rejects.toMatchObject({ code: "57014" });
    await expect
      .poll(() =>
        database.sql`select from pg_stat_activity where application_name = 'first'`.then(({ length }) => length),
      )
      .toBe(0);
    expect(await slow.sql`select 1 as one`).toEqual([{ one: 1 }]);
    await slow.end();
  }
});

test("an ordinary error leaves the connection as it is", async () => {
  const before = await backend();
  await expect(one.sql`select 1 / 0`).rejects.toMatchObject({ code: "22012" });
  await expect(one.sql`select nothing`).rejects.toMatchObject({ code: "42703" });
  expect(await backend()).toBe(before);
});
