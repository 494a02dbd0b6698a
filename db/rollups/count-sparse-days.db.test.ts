import { beforeEach, expect, test } from "vitest";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { storeAttempts } from "../ingest/store-attempts";
import { testDatabase } from "../testing";
import { anAttempt } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { countSparseDays } from "./count-sparse-days";
import { foldDeltas } from "./fold-deltas";
import { settleRollups } from "./settle-rollups";
import { verifyRollups } from "./verify-rollups";

const database = testDatabase();
const codes = new DimensionCodes();
const random = seededRandom(31);
/** Each test has days of its own. */
let first = Date.parse("2026-02-25T00:00:00Z");
const BEFORE = new Date("2026-03-25T00:00:00Z");
const PER_DAY = 1_300;

async function store(attempts: Parameters<typeof storeAttempts>[1]["posts"][number]) {
  await storeAttempts(database.sql, { posts: [attempts], codes, nowUs: BEFORE.getTime() * 1_000 });
}

const between = (from: number, to: number, n: number) =>
  randomAttempts(random, n, { from: new Date(from), to: new Date(to) });

async function counts() {
  const [row] = await database.sql<{ pending: number; counted: number; lost: number }[]>`
    select (select count(*)::int from rollup_delta) as pending, (select coalesce(sum(attempts), 0)::int from rollup_day) as counted,
      ((select coalesce(sum(attempts), 0) from rollup_day) + (select coalesce(sum(attempts), 0) from rollup_fresh)
        + (select coalesce(sum(n), 0) from rollup_delta, unnest(attempts) n) - (select count(*) from attempt))::int as lost`;
  return row;
}

/** A file in order of time: some deltas lie at the end of a day and the beginning of the next. */
async function importDays(days: number) {
  for (let at = first; at < first + days * DAY_MS; at += 9 * HOUR_MS) {
    await store(between(at, Math.min(at + 9 * HOUR_MS, first + days * DAY_MS), Math.ceil((PER_DAY * 9) / 24)));
  }
}

beforeEach(async () => {
  await settleRollups(database.sql, { before: new Date("2026-04-01T00:00:00Z") });
  first += 5 * DAY_MS;
});

test("an imported history is counted from its attempts, none of it is folded, and every level is right", async () => {
  await importDays(3);

  expect(await countSparseDays(database.sql, { before: BEFORE })).toBe(await stored());

  expect(await counts()).toEqual({ pending: 0, counted: await stored(), lost: 0 });
  expect(await verifyRollups(database.sql)).toEqual([]);
});

test("records that come meanwhile are of the next answer, and stay pending where the count has not seen them", async () => {
  await importDays(2);
  let isCounting = true;
  const lost: unknown[] = [];
  const background = Promise.all([
    (async () => {
      while (isCounting) await store(between(first, first + 3 * DAY_MS, 20));
    })(),
    (async () => {
      while (isCounting) await foldDeltas(database.sql, { groups: 200, deltas: 3 });
    })(),
    (async () => {
      while (isCounting) lost.push((await counts())?.lost);
    })(),
  ]);

  await countSparseDays(database.sql, { before: BEFORE });
  isCounting = false;
  await background;

  expect(new Set(lost)).toEqual(new Set([0]));
  await settleRollups(database.sql, { before: BEFORE });
  expect(await verifyRollups(database.sql)).toEqual([]);
});

test("a count that fails at its end leaves everything pending as it was", async () => {
  await importDays(2);
  const before = await counts();
  await database.sql.unsafe(`create function fail() returns trigger language plpgsql as $$ begin raise 'cut off'; end $$;
    create trigger fails before insert on rollup_month_breakdown for each row execute function fail()`);

  await expect(countSparseDays(database.sql, { before: BEFORE })).rejects.toThrow("cut off");

  await database.sql.unsafe("drop trigger fails on rollup_month_breakdown; drop function fail()");
  expect(await counts()).toEqual(before);
  expect(await countSparseDays(database.sql, { before: BEFORE })).toBeGreaterThan(2 * PER_DAY);
  expect(await verifyRollups(database.sql)).toEqual([]);
});

test("days with few groups, of the time after, or with more attempts than groups are left to be folded", async () => {
  await store(Array.from({ length: 3_000 }, (_, n) => anAttempt({ startedAtUs: (first + n) * 1_000 })));
  await store(between(first + DAY_MS, first + 2 * DAY_MS, 200));
  const before = await counts();

  expect(await countSparseDays(database.sql, { before: BEFORE })).toBe(0);
  await importDays(1);
  expect(await countSparseDays(database.sql, { before: new Date(first + HOUR_MS) })).toBe(0);

  expect((await counts())?.pending).toBeGreaterThan(before?.pending ?? 0);
});

async function stored() {
  const [row] = await database.sql<{ n: number }[]>`select count(*)::int as n from attempt`;
  return row?.n ?? 0;
}
