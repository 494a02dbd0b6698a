import { expect, test } from "vitest";
import { createDatabase } from "../client";
import { testDatabase } from "../testing";
import { findProgram, freePort } from "../testing/outside-program";
import { startPooler } from "../testing/pooler";
import { refuseUnfit } from "./refuse-unfit";
import { UnfitDatabase } from "./unfit-database";

const database = testDatabase();
const hasPooler = findProgram("pgbouncer") !== null;
const through = hasPooler ? "PgBouncer" : "PgBouncer, which is not installed,";
const TRIES = 5;
const RECORDS = 10_000;

test("a database that is asked directly is fit, and one that is away is none of this", async () => {
  await refuseUnfit(database.url);
  await expect(refuseUnfit("postgres://u:p@127.0.0.1:1/none")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test.runIf(hasPooler).each([
  ["session", 2, true],
  ["session", 20, true],
  ["transaction", 1, false],
  ["transaction", 2, false],
  ["transaction", 20, false],
  ["statement", 1, false],
  ["statement", 20, false],
] as const)(
  `through ${through} in %s mode with %i connections, every time: fit is %s`,
  { timeout: 60_000 },
  async (mode, size, isFit) => {
    const pooler = await startPooler({ databaseUrl: database.url, mode, size });
    // Others use it meanwhile, where there is room for them, so that a session is not given back to whom it had last.
    const crowd = size > 2 ? createDatabase(pooler.url, { max: 3 }) : undefined;
    let isCrowded = true;
    const others = Array.from({ length: crowd ? 3 : 0 }, async () => {
      while (isCrowded) await crowd?.sql.unsafe("select pg_sleep(0.002)");
    });
    try {
      for (let tries = 0; tries < TRIES; tries++) {
        const refused = await refuseUnfit(pooler.url).then(
          () => null,
          (error: unknown) => error,
        );
        if (isFit) expect(refused).toBeNull();
        else {
          expect(refused).toBeInstanceOf(UnfitDatabase);
          expect(String(refused)).toMatch(
            /^UnfitDatabase: DATABASE_URL leads through a pooler that shares sessions .*pool_mode = session\)/,
          );
        }
      }
    } finally {
      isCrowded = false;
      await Promise.all(others);
      await crowd?.end();
      await pooler.stop();
    }
  },
);

test.runIf(hasPooler)(
  `${through} turned to transaction mode while we run costs errors, and no record that was acknowledged`,
  { timeout: 120_000 },
  async () => {
    await database.sql`create table posted (id int primary key)`;
    const port = await freePort();
    let pooler = await startPooler({ databaseUrl: database.url, mode: "session", size: 40, port });
    const { sql, db, end } = createDatabase(pooler.url, { max: 16 });
    let next = 0;
    const acknowledged: number[] = [];
    const post = async (lane: number, until = RECORDS) => {
      while (next < until) {
        const ids = Array.from({ length: 10 }, () => next++);
        const stored =
          lane % 2 === 0
            ? sql.begin((tx) => tx`insert into posted select unnest(${ids}::int[])`)
            : db.transaction(async (tx) => {
                await tx.transaction((inner) => inner.execute(`insert into posted select unnest('{${ids}}'::int[])`));
              });
        await stored.then(
          () => acknowledged.push(...ids),
          () => undefined,
        );
      }
    };
    await post(0, 100);
    expect(acknowledged.length).toBe(100);
    await pooler.stop();
    pooler = await startPooler({ databaseUrl: database.url, mode: "transaction", size: 4, port });
    await database.sql`truncate posted`;
    [next, acknowledged.length] = [0, 0];
    await Promise.all(Array.from({ length: 20 }, (_, lane) => post(lane)));

    const stored = await database.sql<{ id: number }[]>`select id from posted`;
    expect(acknowledged.length).toBeGreaterThan(RECORDS / 2);
    expect(stored.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(acknowledged.toSorted((a, b) => a - b));
    await end();
    await pooler.stop();
  },
);
