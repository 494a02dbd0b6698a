import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database, Db } from "../client";
import { testDatabase } from "../testing";
import { forCaller } from "./caller-context";
import { createReaders } from "./create-readers";

const database = testDatabase();
const LIMIT_MS = 3_000;
let readers: Database;

beforeAll(() => {
  readers = createReaders(database.url, { max: 2, timeoutMs: LIMIT_MS });
});
afterAll(() => readers.end());

const SLOW = sql`select pg_sleep(60) as reading`;

function givenCaller(name: string) {
  const left = new AbortController();
  const ask = <T>(work: (db: Db) => PromiseLike<T>) => {
    // Drizzle's statements are sent when they are waited for, which is to be here.
    const asked = forCaller(
      { signal: left.signal, caller: { id: name, name, scopes: [] } },
      async () => await work(readers.db),
    );
    asked.catch(() => undefined);
    return asked;
  };
  return { ask, leave: () => left.abort() };
}

/** Resolves once so many of the readers' statements run in the database. */
async function reading(count: number): Promise<void> {
  for (;;) {
    const [row] = await database.sql<{ running: number }[]>`
      select count(*)::int as running from pg_stat_activity
      where application_name = 'switchyard-readers' and datname = current_database() and state = 'active'
        and query like '%pg_sleep%'`;
    if (row?.running === count) return;
    await delay(20);
  }
}

/** What an error says, however often it was wrapped. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error;
}

const reasonOf = (asked: Promise<unknown>) => asked.then(() => null, rootOf);

test("what a caller asked ends in the database when they leave, and its connection serves the next", async () => {
  const { ask, leave } = givenCaller("ada");
  const asked = ask((db) => db.execute(SLOW));
  await reading(1);

  leave();

  expect(await reasonOf(asked)).toMatchObject({ code: "UNAVAILABLE" });
  await reading(0);
  const bob = givenCaller("bob");
  const rows = await Promise.all([1, 2, 3].map((n) => bob.ask((db) => db.execute(sql`select ${n}::int as n`))));
  expect(rows.map(([row]) => row)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test("whoever leaves while their connection is still being made takes no place of the pool with them", async () => {
  const few = createReaders(database.url, { max: 1, timeoutMs: LIMIT_MS });
  const left = new AbortController();
  const asked = forCaller({ signal: left.signal, caller: null }, async () => await few.db.execute(SLOW));
  asked.catch(() => undefined);
  await Promise.resolve();
  left.abort();

  expect(await reasonOf(asked)).toMatchObject({ code: "UNAVAILABLE" });
  expect([...(await few.db.execute(sql`select 1 as n`))]).toEqual([{ n: 1 }]);
  await few.end();
});

test("a transaction ends likewise, and of one who left no further statement is sent", async () => {
  const ada = givenCaller("ada");
  const asked = ada.ask((db) => db.transaction((tx) => tx.execute(SLOW)));
  await reading(1);
  ada.leave();
  expect(await reasonOf(asked)).toMatchObject({ code: "UNAVAILABLE" });
  await reading(0);

  const bob = givenCaller("bob");
  const done: string[] = [];
  const later = bob.ask(async (db) => {
    await db.execute(sql`select 1`);
    bob.leave();
    done.push("left");
    await db.execute(sql`select 2`);
    done.push("sent");
  });
  expect(await reasonOf(later)).toMatchObject({ code: "UNAVAILABLE" });
  expect(done).toEqual(["left"]);
});

test("what takes longer than the limit is given up, and says what to do", async () => {
  const { ask } = givenCaller("ada");

  const reason = await reasonOf(ask((db) => db.execute(SLOW)));

  expect(reason).toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining("not read within 3 s") });
  await reading(0);
});

test("one caller's reads leave a connection to the others, and what nobody could answer in time is refused", async () => {
  const greedy = givenCaller("greedy");
  const all = Array.from({ length: 102 }, () => greedy.ask((db) => db.execute(SLOW)));
  await reading(1);

  const startedAt = performance.now();
  await givenCaller("bob").ask((db) => db.execute(sql`select 1`));
  expect(performance.now() - startedAt).toBeLessThan(LIMIT_MS / 2);
  expect(await reasonOf(all.at(-1) ?? Promise.resolve())).toMatchObject({ code: "RATE_LIMITED" });

  greedy.leave();
  await Promise.all(all.map(reasonOf));
  await reading(0);
});
