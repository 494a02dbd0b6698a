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
const outcomeSoFar = () => select().catch(select);

test("a transaction whose connection dies during a query rejects, and the pool goes on", async () => {
  for (let round = 0; round < 3; round++) {
    const dying = single.sql.begin(async (tx) => {
      await tx`insert into told values ('before')`;
      const pid = await backendOf(tx);
      const [slept] = await Promise.allSettled([tx`select pg_sleep(20)`, endBackend(pid)]);
      if (slept.status === "rejected") throw slept.reason;
    });

    await expect(dying).rejects.toMatchObject({ code: expect.stringMatching(/CONNECTION_CLOSED|57P01/) });
    expect(await outcomeSoFar()).toEqual([]);
  }
});

test("what a transaction asks after its connection died is sent nowhere, not even to the next connection", async () => {
  const dying = single.sql.begin(async (tx) => {
    await endBackend(await backendOf(tx));
    expect(await outcomeSoFar()).toEqual([]);
    await tx`insert into told values ('outside of any transaction')`;
  });

  await expect(dying).rejects.toMatchObject({ code: expect.stringMatching(/CONNECTION_CLOSED|57P01/) });
  await new Promise((resolve) => setImmediate(resolve));
  expect(await outcomeSoFar()).toEqual([]);
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
  expect(await outcomeSoFar()).toEqual([]);
});

test("a living transaction commits, rolls back and uses savepoints as ever", async () => {
  const retained = await single.sql.begin(async (tx) => {
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
  expect(retained).toEqual([{ what: "kept" }]);
  expect(await outcomeSoFar()).toEqual([{ what: "kept" }]);
});

test("only the server's COMMIT counts: a transaction that it rolled back instead is an error that may be tried again", async () => {
  const swallow = (tx: Pick<Sql, "unsafe">) => tx.unsafe("select 1 / 0").catch(() => undefined);
  const before = await select();
  const plain = single.sql.begin(async (tx) => {
    await tx`insert into told values ('never')`;
    await swallow(tx);
  });
  const drizzled = single.db.transaction(async (tx) => {
    await tx.execute("insert into told values ('never')");
    await tx.execute("select 1 / 0").catch(() => undefined);
  });
  const inSavepoint = single.sql.begin((tx) =>
    tx.savepoint(async (inner) => {
      await inner`insert into told values ('never')`;
      await swallow(inner);
    }),
  );

  await expect(plain).rejects.toMatchObject({ code: "40000" });
  await expect(drizzled).rejects.toMatchObject({ code: "40000" });
  await expect(inSavepoint).rejects.toMatchObject({ code: "25P02" });
  expect(await select()).toEqual(before);
});

test("begin, commit, rollback and savepoints are never prepared, so that no other backend can be asked for them again", async () => {
  await single.sql.begin((tx) => tx.savepoint((inner) => inner`select 1`));
  await single.db.transaction((tx) => tx.transaction((inner) => inner.execute("select 1")));
  await single.sql.begin(() => Promise.reject(new Error("back"))).catch(() => undefined);

  const prepared = await single.sql<{ statement: string }[]>`select statement from pg_prepared_statements`;
  expect(prepared.filter(({ statement }) => /^(begin|commit|rollback|savepoint|release)/i.test(statement))).toEqual([]);
});

test("what a deferred constraint refuses at the commit is told as it is, and the next transaction is well", async () => {
  await database.sql`create table pair (a int primary key, b int references pair (a) deferrable initially deferred)`;
  await expect(single.sql.begin((tx) => tx`insert into pair values (1, 2)`)).rejects.toMatchObject({ code: "23503" });
  await single.sql.begin((tx) => tx`insert into pair values (1, 1)`);
  expect([...(await single.sql`select a from pair`)]).toEqual([{ a: 1 }]);
});

test("what a transaction asks after its end is refused, instead of running in another's", async () => {
  let late: Pick<Sql, "unsafe"> | undefined;
  await single.sql.begin(async (tx) => {
    late = tx;
  });
  expect(() => late?.unsafe("select 1")).toThrow("is over");
});
