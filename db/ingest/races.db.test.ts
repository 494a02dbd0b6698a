import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_US, HOUR_MS } from "@/lib/domain/time/units";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { dropExpiredPartitions } from "../partitions/drop-expired-partitions";
import { listPartitionDays } from "../partitions/list-partition-days";
import { dayOfUs } from "../partitions/partition-days";
import { compactFresh } from "../rollups/compact-fresh";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { settleRollups } from "../rollups/settle-rollups";
import { verifyRollups } from "../rollups/verify-rollups";
import { testDatabase } from "../testing";
import { anAttempt } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { storeAttempts } from "./store-attempts";

const database = testDatabase();
const NOW = new Date("2026-03-20T10:00:00Z");
const random = seededRandom(20_260_320);

/** One process's way of storing: its memory of codes is its own. */
function givenWriter() {
  const codes = new DimensionCodes();
  return async (...posts: Attempt[][]) => {
    const stored = await storeAttempts(database.sql, { posts, codes, nowUs: NOW.getTime() * 1_000 });
    return stored.reduce((sum, { accepted }) => sum + accepted, 0);
  };
}

const some = (n: number, hours = 3) =>
  randomAttempts(random, n, { from: new Date(NOW.getTime() - hours * HOUR_MS), to: NOW });
const onDay = (day: number, n: number) =>
  Array.from({ length: n }, () => anAttempt({ startedAtUs: day * DAY_US + Math.floor(random() * DAY_US) }));

/** Runs works over and over beside something else, until that has ended; fails when any of them does. */
async function beside<T>(works: readonly (() => Promise<unknown>)[], main: () => Promise<T>): Promise<T> {
  let isOver = false;
  const loops = works.map(async (work) => {
    while (!isOver) await work();
  });
  const finished = main().finally(() => {
    isOver = true;
  });
  await Promise.all([finished, ...loops]);
  return finished;
}

async function storedIds(): Promise<string[]> {
  const rows = await database.sql<{ id: string }[]>`select id from attempt`;
  return rows.map(({ id }) => id).sort();
}

test("four writers that repeat and overlap each other, beside leaders that fold and seal doubly, store each record once", async () => {
  const writers = Array.from({ length: 4 }, givenWriter);
  const sent: Attempt[] = [];
  const known = (n: number) => Array.from({ length: Math.min(n, sent.length) }, () => pick(sent));
  const pick = (from: readonly Attempt[]) => from[Math.floor(random() * from.length)] as Attempt;

  /** Of one in three batches a tenth is known, of one in three the row that comes last, of the others nothing. */
  const nextBatch = (turn: number) => {
    const fresh = some(1 + Math.floor(random() * 200), turn % 5 === 0 ? 240 : 3);
    const last = sent.at(-1);
    if (turn % 3 === 0) fresh.push(...known(Math.ceil(fresh.length / 10)));
    else if (turn % 3 === 1 && last) fresh.push({ ...last });
    sent.push(...fresh);
    return fresh;
  };
  const write = async (writer: number): Promise<number> => {
    let accepted = 0;
    for (let turn = 0; turn < 12; turn++) {
      const batch = nextBatch(turn);
      const again = writers[(writer + turn) % writers.length];
      const stores = [writers[writer], ...(turn % 2 === 0 ? [again] : [])];
      const counts = await Promise.all(stores.map((store) => store?.(batch) ?? 0));
      accepted += counts.reduce((sum, count) => sum + count, 0);
    }
    return accepted;
  };
  const leader = [
    () => foldDeltas(database.sql),
    () => sealMinutes(database.sql, { before: NOW }),
    () => compactFresh(database.sql),
  ];
  const verify = async () => expect(await verifyRollups(database.sql)).toEqual([]);

  const accepted = await beside([...leader, ...leader, verify], () =>
    Promise.all(writers.map((_, writer) => write(writer))),
  );

  const distinct = [...new Set(sent.map(({ id }) => id))].sort();
  expect(accepted.reduce((sum, count) => sum + count, 0)).toBe(distinct.length);
  expect(await storedIds()).toEqual(distinct);
  await verify();
}, 120_000);

test("writers that need the same missing partitions at once hold up neither each other nor anybody else", async () => {
  const before = (await storedIds()).length;
  const [late, live] = [Array.from({ length: 4 }, givenWriter), givenWriter()];
  const firstDay = dayOfUs(NOW.getTime() * 1_000) - 200;
  let liveRows = 0;

  await beside(
    [
      async () => {
        liveRows += await live(some(20));
      },
      () => database.sql`select count(*) from attempt`,
    ],
    async () => {
      for (let day = firstDay; day < firstDay + 15; day++) {
        const counts = await Promise.all(late.map((store) => store(onDay(day, 5))));
        expect(counts).toEqual([5, 5, 5, 5]);
      }
    },
  );

  expect(liveRows).toBeGreaterThan(0);
  expect((await storedIds()).length - before).toBe(15 * 4 * 5 + liveRows);
  expect(await verifyRollups(database.sql)).toEqual([]);
});

test("dropping old partitions beside ingest and readers fails neither", async () => {
  const store = givenWriter();
  const firstDay = dayOfUs(NOW.getTime() * 1_000) - 150;
  const expired = Array.from({ length: 15 }, (_, index) => firstDay + index);
  await store(expired.flatMap((day) => onDay(day, 20)));
  // What is not sealed yet would keep its day.
  await settleRollups(database.sql, { before: NOW });
  const live: Attempt[] = [];
  const ingest = async () => {
    const batch = some(30);
    expect(await store(batch)).toBe(30);
    live.push(...batch);
  };
  const read = () => database.sql`select count(*) from attempt where started_at < now()`;

  await beside([ingest, ingest, read, read], async () => {
    for (const day of expired) {
      // Readers may keep it from its turn for longer than it waits; then the next round drops two.
      await dropExpiredPartitions(database.sql, day + 1).catch((error) => expect(error.code).toBe("55P03"));
      await delay(20);
    }
  });
  await dropExpiredPartitions(database.sql, firstDay + expired.length);

  expect((await listPartitionDays(database.sql)).filter((day) => day < firstDay + expired.length)).toEqual([]);
  const left = new Set(await storedIds());
  expect(live.length).toBeGreaterThan(0);
  expect(live.filter(({ id }) => !left.has(id))).toEqual([]);
  expect(await verifyRollups(database.sql)).toEqual([]);
});
