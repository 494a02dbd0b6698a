import { afterEach, expect, test, vi } from "vitest";
import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { storeAttempts } from "@/db/ingest/store-attempts";
import { readKnownMigration } from "@/db/migrations/read-known-migration";
import { listPartitionDays } from "@/db/partitions/list-partition-days";
import { dayOfUs } from "@/db/partitions/partition-days";
import { verifyRollups } from "@/db/rollups/verify-rollups";
import { testDatabase } from "@/db/testing";
import { anAttempt } from "@/db/testing/given-attempts";
import { MIGRATIONS_FOLDER } from "@/db/testing/template";
import { rollupJobs } from "./rollup-jobs";
import { runJobs } from "./run-jobs";
import { startWorker, type Worker } from "./start-worker";

const database = testDatabase();
const NOW = new Date("2026-03-20T10:07:30Z");
const WITHIN = { timeout: 45_000, interval: 50 };
let workers: Worker[] = [];

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
});

const jobsOf = (holder: string) => {
  const { db, sql } = database;
  return rollupJobs({
    db,
    sql,
    holder,
    days: { rawDays: 45, minuteDays: 7 },
    clocks: { database: () => NOW.getTime() },
  });
};

function givenWorker(holder: string, more: { knownMigration?: number } = {}): Worker {
  const worker = startWorker({
    databaseUrl: database.url,
    sql: database.sql,
    lanes: [jobsOf(holder)],
    onFailure: () => undefined,
    ...more,
  });
  workers.push(worker);
  return worker;
}

const leading = () => workers.filter((worker) => worker.leads());

async function pending() {
  const [row] = await database.sql<{ deltas: number; sealed: number }[]>`
    select (select count(*)::int from rollup_delta) as deltas, (select coalesce(sum(attempts), 0)::int from rollup_day) as sealed`;
  return row;
}

const store = (startedAt: string) =>
  storeAttempts(database.sql, {
    posts: [[anAttempt({ startedAtUs: Date.parse(startedAt) * 1_000 })]],
    codes: new DimensionCodes(),
    nowUs: NOW.getTime() * 1_000,
  });

test("one of several processes folds, seals and makes partitions ahead", async () => {
  givenWorker("a");
  givenWorker("b");
  await vi.waitFor(() => expect(leading()).toHaveLength(1), WITHIN);

  await store("2026-03-20T09:00:00Z");

  await vi.waitFor(async () => expect(await pending()).toEqual({ deltas: 0, sealed: 1 }), WITHIN);
  expect(await verifyRollups(database.sql)).toEqual([]);
  expect((await listPartitionDays(database.sql)).at(-1)).toBe(dayOfUs(NOW.getTime() * 1_000) + 7);
  await vi.waitFor(() => expect(workers.every((worker) => (worker.foldAgeSeconds() ?? 99) < 5)).toBe(true), WITHIN);
});

test("when the leader stops, another takes over", async () => {
  const first = givenWorker("a");
  await vi.waitFor(() => expect(first.leads()).toBe(true), WITHIN);
  const second = givenWorker("b");

  await first.stop();

  await vi.waitFor(() => expect(second.leads()).toBe(true), WITHIN);
});

test("a leader whose connections die goes on, or another does, and no two at once", async () => {
  givenWorker("a");
  givenWorker("b");
  await vi.waitFor(() => expect(leading()).toHaveLength(1), WITHIN);

  for (let round = 0; round < 3; round++) {
    await database.sql`
      select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'switchyard-leader' and datname = current_database()`;
    await store(`2026-03-20T09:1${round}:00Z`);
    await vi.waitFor(async () => expect(await pending()).toMatchObject({ deltas: 0 }), WITHIN);
  }

  await vi.waitFor(() => expect(leading()).toHaveLength(1), WITHIN);
  expect(await verifyRollups(database.sql)).toEqual([]);
});

async function expectAllSealed() {
  const [all] = await database.sql<{ n: number }[]>`select count(*)::int as n from attempt`;
  await vi.waitFor(async () => expect(await pending()).toEqual({ deltas: 0, sealed: all?.n }), WITHIN);
}

/** Stores records one by one, minute by minute of an hour. */
async function storeAnHour(hour: string) {
  for (let minute = 0; minute < 60; minute++) await store(`2026-03-20T${hour}:${String(minute).padStart(2, "0")}:00Z`);
}

test("a process of an older version gives up the lead once a newer one has migrated, and never leads again", async () => {
  const known = await readKnownMigration(MIGRATIONS_FOLDER);
  const older = givenWorker("older", { knownMigration: known });
  await vi.waitFor(() => expect(older.leads()).toBe(true), WITHIN);
  const newer = givenWorker("newer", { knownMigration: known + 1 });

  await database.sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', ${known + 1})`;

  await vi.waitFor(() => expect(newer.leads()).toBe(true), WITHIN);
  expect([older.leads(), older.isOutdated(), newer.isOutdated()]).toEqual([false, true, false]);
  await newer.stop();
  await store("2026-03-20T09:30:00Z");
  expect(await pending()).toMatchObject({ deltas: 1 });
  await database.sql`delete from drizzle.__drizzle_migrations where hash = 'newer'`;
  await expectAllSealed();
});

test("the lead changes hands under load, and each record is folded and sealed once", async () => {
  givenWorker("a");
  givenWorker("b");
  await vi.waitFor(() => expect(leading()).toHaveLength(1), WITHIN);

  const storing = Promise.all([storeAnHour("07"), storeAnHour("08")]);
  const [first] = leading();
  await first?.stop();
  await vi.waitFor(() => expect(leading().filter((worker) => worker !== first)).toHaveLength(1), WITHIN);
  await storing;

  await expectAllSealed();
  expect(await verifyRollups(database.sql)).toEqual([]);
});

test("two that both take themselves for the leader do no harm", async () => {
  const stopping = new AbortController();
  const failures: unknown[] = [];
  const both = ["a", "b"].map((holder) =>
    runJobs({
      jobs: jobsOf(holder),
      leads: async () => true,
      signal: stopping.signal,
      onLeading: () => undefined,
      onFailure: (error) => failures.push(error),
    }),
  );

  await Promise.all([storeAnHour("05"), storeAnHour("06")]);

  await expectAllSealed();
  stopping.abort();
  await Promise.all(both);
  expect(failures).toEqual([]);
  expect(await verifyRollups(database.sql)).toEqual([]);
});
