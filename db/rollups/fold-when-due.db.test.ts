import { beforeEach, expect, test } from "vitest";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS } from "@/lib/domain/time/units";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { storeAttempts } from "../ingest/store-attempts";
import { testDatabase } from "../testing";
import { randomAttempts } from "../testing/random-attempts";
import { foldDeltas } from "./fold-deltas";
import { foldWhenDue } from "./fold-when-due";
import { sealMinutes } from "./seal-minutes";
import { verifyRollups } from "./verify-rollups";

const database = testDatabase();
const codes = new DimensionCodes();
const random = seededRandom(29);
const NOW = new Date("2026-03-20T10:07:30Z");
const NEVER = { groups: 1_000_000, ms: 3_600_000 };

async function store(n: number, days: number) {
  const attempts = randomAttempts(random, n, { from: new Date(NOW.getTime() - days * DAY_MS), to: NOW });
  await storeAttempts(database.sql, { posts: [attempts], codes, nowUs: NOW.getTime() * 1_000 });
}

async function pending() {
  const [row] = await database.sql<{ main: number; app: number }[]>`
    select (select count(*)::int from rollup_delta) as main, (select count(*)::int from rollup_delta_app) as app`;
  return row;
}

beforeEach(async () => {
  while ((await foldDeltas(database.sql)) > 0);
});

test("deltas wait for others until they are many or old, and are then folded together", async () => {
  expect(await foldWhenDue(database.sql, { groups: 1, ms: 0 })).toBe("done");
  for (let batch = 0; batch < 3; batch++) await store(20, 0.01);

  expect(await foldWhenDue(database.sql, NEVER)).toBe("done");
  expect(await pending()).toEqual({ main: 3, app: 3 });

  expect(await foldWhenDue(database.sql, { ...NEVER, groups: 20 })).toBe("more");
  expect(await pending()).toEqual({ main: 0, app: 0 });

  await store(20, 0.01);
  await database.sql`update rollup_delta_app set created_at = now() - interval '3 seconds'`;
  expect(await foldWhenDue(database.sql, { ...NEVER, ms: 2_000 })).toBe("more");
  expect(await pending()).toEqual({ main: 0, app: 0 });
});

test("a transaction takes the oldest up to its bounds, one at least", async () => {
  for (let batch = 0; batch < 4; batch++) await store(30, 1);

  expect(await foldDeltas(database.sql, { groups: 1, deltas: 10 })).toBe(1);
  expect(await foldDeltas(database.sql, { groups: 1_000, deltas: 2 })).toBe(2);
  expect(await foldDeltas(database.sql)).toBe(1);
  expect(await verifyRollups(database.sql)).toEqual([]);
});

test("in any order of storing, folding and sealing, levels and what is pending are the attempts", async () => {
  for (let step = 0; step < 16; step++) {
    const at = Math.floor(random() * 5);
    if (at === 0) await store(60, 0.02);
    if (at === 1) await store(60, 12);
    if (at === 2) await foldDeltas(database.sql, { groups: 100, deltas: 2 });
    if (at === 3) await foldWhenDue(database.sql, { groups: 90, ms: 3_600_000 });
    if (at === 4) await sealMinutes(database.sql, { before: new Date(NOW.getTime() - random() * DAY_MS) });
    if (step % 4 === 3) expect(await verifyRollups(database.sql)).toEqual([]);
  }
});
