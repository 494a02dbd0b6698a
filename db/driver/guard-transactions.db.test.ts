import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase, type Database, type Sql } from "../client";
import { testDatabase } from "../testing";

const database = testDatabase();
let single: Database;

beforeAll(async () => {
  await database.sql`create table told (what text)`;
  single = createDatabase(database.url, { max: 1 });
});
afterAll(() => single.end());

async function backendOf(tx: Pick<Sql, "unsafe">): Promise<number> {
  const [row] = await tx.unsafe<{ pid: number }[]>("select pg_backend_pid() as pid");
  return row?.pid ?? 0;
}

async function endBackend(pid: number) {
  await database.sql`select pg_terminate_backend(${pid}, 5000)`;
}

const select = () => single.sql`select what from told`;
// The driver tells the first query on the next connection of the death once more, which a caller answers with 503.
const toldSoFar = () => select().catch(select);

test("a transaction whose connection dies during a query rejects, and the pool goes on", async () => {
  for (let round = 0; round < 3; round++) {
    const dying = single.sql.begin(async (tx) => {
      await tx`insert into told values ('before')`;
      const pid = await backendOf(tx);
      const [slept] = await Promise.allSettled([tx`select pg_sleep(20)`, endBackend(pid)]);
      if (slept.status === "rejected") throw slept.reason;
    });

    await expect(dying).rejects.toMatchObject({ code: expect.stringMatching(/CONNECTION_CLOSED|57P01/) });
    expect(await toldSoFar()).toEqual([]);
  }
});

test("what a transaction asks after its connection died is sent nowhere, not even to the next connection", async () => {
  const dying = single.sql.begin(async (tx) => {
    await endBackend(await backendOf(tx));
    expect(await toldSoFar()).toEqual([]);
    await tx`insert into told values ('outside of any transaction')`;
  });

  await expect(dying).rejects.toMatchObject({ code: expect.stringMatching(/CONNECTION_CLOSED|57P01/) });
  await new Promise((resolve) => setImmediate(resolve));
  expect(await toldSoFar()).toEqual([]);
});

test("the same holds for drizzle's transactions and their savepoints", async () => {
  const dying = single.db.transaction((tx) =>
    tx.transaction(async (inner) => {
      const [row] = await inner.execute<{ pid: number }>("select pg_backend_pid() as pid");
      await endBackend(row?.pid ?? 0);
      await inner.execute("insert into told values ('inside a savepoint')");
    }),
  );

  await expect(dying).rejects.toThrow();
  expect(await toldSoFar()).toEqual([]);
});

test("a living transaction commits, rolls back and uses savepoints as ever", async () => {
  const kept = await single.sql.begin(async (tx) => {
    await tx`insert into told ${tx([{ what: "kept" }])}`;
    await tx
      .savepoint(async (inner) => {
        await inner`insert into told values ('undone')`;
        throw new Error("only this far");
      })
      .catch(() => undefined);
    return tx<{ what: string }[]>`select what from told`;
  });
  const failing = single.sql.begin(async (tx) => {
    await tx`delete from told`;
    throw new Error("not so");
  });

  await expect(failing).rejects.toThrow("not so");
  expect(kept).toEqual([{ what: "kept" }]);
  expect(await toldSoFar()).toEqual([{ what: "kept" }]);
});
