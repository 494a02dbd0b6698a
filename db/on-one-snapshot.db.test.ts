import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";
import { createDatabase, type Db } from "./client";
import { onOneSnapshot } from "./on-one-snapshot";
import { selectRows } from "./select-rows";
import { testDatabase } from "./testing";

const database = testDatabase();
const countSchema = z.object({ n: z.number(), pid: z.number() });
const count = async (db: Db) => {
  const statement = sql`select count(*)::int as n, pg_backend_pid() as pid from dimension`;
  const [row] = await selectRows(db, statement, countSchema);
  return row;
};
const addOne = () => database.sql`insert into dimension (kind, value) values ('app', ${crypto.randomUUID()})`;

test("several connections see the moment of the first, whatever is written meanwhile", async () => {
  await addOne();
  const before = await count(database.db);
  const seen = await onOneSnapshot(database.db, 3, async (readers) => {
    const first = await count(readers[0]);
    await addOne();
    return [first, ...(await Promise.all(readers.map(count)))];
  });

  expect(seen.map((one) => one?.n)).toEqual(Array(4).fill(before?.n));
  expect(new Set(seen.map((one) => one?.pid)).size).toBe(3);
  expect((await count(database.db))?.n).toBe((before?.n ?? 0) + 1);
});

test("many at once on a small pool all have their turn, and a pool of one has one reader", async () => {
  for (const [max, expected] of [
    [3, 2],
    [1, 1],
  ] as const) {
    const small = createDatabase(database.url, { max, applicationName: "small" });
    const runs = Array.from({ length: 12 }, () =>
      onOneSnapshot(small.db, 2, async (readers) => (await Promise.all(readers.map(count))).length),
    );
    expect(await Promise.all(runs)).toEqual(Array(12).fill(expected));
    await small.end();
  }
});

test("nothing can be written, and what fails gives its connections back", async () => {
  for (const readers of [1, 2]) {
    const failing = onOneSnapshot(database.db, readers, async (all) => {
      await all.at(-1)?.execute(sql`delete from dimension`);
    });
    await expect(failing).rejects.toMatchObject({ cause: { code: "25006" } });
  }
  expect(await onOneSnapshot(database.db, 2, async (readers) => readers.length)).toBe(2);
});
