import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { seededRandom } from "@/lib/domain/seeded-random";
import { Sketch, sketchFromValues } from "@/lib/domain/sketch/sketch";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { storeAttempts } from "../ingest/store-attempts";
import { advanceMinutesFrom } from "../retention/advance-minutes-from";
import { testDatabase } from "../testing";
import { anAttempt } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { compactFresh } from "./compact-fresh";
import { dropExpiredRows } from "./drop-expired-rows";
import { foldDeltas } from "./fold-deltas";
import { getQuartersBefore } from "./get-quarters-before";
import { sealMinutes } from "./seal-minutes";
import { verifyRollups } from "./verify-rollups";

const database = testDatabase();
const codes = new DimensionCodes();
const NOW = new Date("2026-03-20T10:07:30Z");
const random = seededRandom(7);

async function store(attempts: readonly Attempt[], quartersBeforeUs = Number.NEGATIVE_INFINITY) {
  await storeAttempts(database.sql, { posts: [attempts], codes, nowUs: NOW.getTime() * 1_000, quartersBeforeUs });
}

const daysAgo = (from: number, to: number) => ({
  from: new Date(NOW.getTime() - from * DAY_MS),
  to: new Date(NOW.getTime() - to * DAY_MS),
});

async function count(table: string, where = "true") {
  const [row] = await database.sql.unsafe<{ n: number }[]>(
    `select coalesce(sum(attempts), 0)::int as n from ${table} where ${where}`,
  );
  return row?.n ?? 0;
}

test("whatever is folded and sealed when, and however late records come, every level adds up to the attempts", async () => {
  for (let round = 0; round < 6; round++) {
    await store(randomAttempts(random, 400, daysAgo(0.2, 0)));
    await store(randomAttempts(random, 100, daysAgo(random() * 10 + 1, 0.5)));
    if (random() < 0.7) await foldDeltas(database.sql);
    if (random() < 0.7) await sealMinutes(database.sql, { before: new Date(NOW.getTime() - random() * 7_200_000) });
    if (random() < 0.3) await compactFresh(database.sql);
    expect(await verifyRollups(database.sql)).toEqual([]);
  }
});

test("ingest, two folders and two sealers at once lose nothing and count nothing twice", async () => {
  const batches = Array.from({ length: 12 }, () => randomAttempts(random, 200, daysAgo(0.05, 0)));
  let isIngesting = true;
  const until = async (work: () => Promise<unknown>) => {
    while (isIngesting) await work();
  };

  const background = Promise.all([
    until(() => foldDeltas(database.sql)),
    until(() => foldDeltas(database.sql)),
    until(() => sealMinutes(database.sql, { before: NOW })),
    until(() => sealMinutes(database.sql, { before: NOW })),
    until(() => compactFresh(database.sql)),
  ]);
  await Promise.all(
    [0, 1, 2].map(async (lane) => {
      for (const [index, batch] of batches.entries())
        if (index % 3 === lane) await store([...batch, ...(batches[0] ?? [])]);
    }),
  );
  isIngesting = false;
  await background;

  expect(await verifyRollups(database.sql)).toEqual([]);
});

test("old attempts are added up by quarter, and sealed levels are right all the same", async () => {
  await advanceMinutesFrom(database.sql, { now: NOW, minuteDays: 2 });
  const quartersBeforeUs = await getQuartersBefore(database.sql);
  expect(new Date(quartersBeforeUs / 1_000).toISOString()).toBe("2026-03-17T00:00:00.000Z");

  await store(randomAttempts(random, 500, daysAgo(6, 0)), quartersBeforeUs);
  await foldDeltas(database.sql);
  expect(
    await count("rollup_fresh", "starts_at < '2026-03-17' and extract(minute from starts_at)::int % 15 <> 0"),
  ).toBe(0);
  await sealMinutes(database.sql, { before: NOW });

  expect(await verifyRollups(database.sql)).toEqual([]);
  expect(await count("rollup_fresh", "starts_at < '2026-03-20'")).toBe(0);
});

test("the mark of the minutes moves forward only, and rows stay a day longer than it says", async () => {
  await advanceMinutesFrom(database.sql, { now: NOW, minuteDays: 2 });
  await advanceMinutesFrom(database.sql, { now: NOW, minuteDays: 7 });
  expect(await dropExpiredRows(database.sql)).toBe("done");

  const [row] = await database.sql`
    select minutes_from::text as mark, (select min(starts_at) from rollup_minute) >= '2026-03-17' as is_dropped,
      (select min(starts_at) from rollup_minute) < '2026-03-18' as is_retained_longer
    from rollup_state`;
  expect(row).toEqual({ mark: "2026-03-18 00:00:00+00", is_dropped: true, is_retained_longer: true });
  expect(await verifyRollups(database.sql)).toEqual([]);
});

test("merged sketches are one short piece that holds every sample", async () => {
  const at = Date.parse("2026-03-19T05:00:00Z") * 1_000;
  const durations = Array.from({ length: 3_000 }, () => Math.floor(10 ** (3 + random() * 4)));
  for (let start = 0; start < durations.length; start += 100) {
    await store(
      durations
        .slice(start, start + 100)
        .map((durationUs) => anAttempt({ startedAtUs: at, durationUs, model: "sketched" })),
    );
    await foldDeltas(database.sql);
    if (start % 1_000 === 0) await sealMinutes(database.sql, { before: NOW });
  }
  await sealMinutes(database.sql, { before: NOW });

  const expected = Buffer.from(sketchFromValues(durations).encode());
  for (const table of ["rollup_minute", "rollup_quarter", "rollup_day", "rollup_day_model", "rollup_hour_app"]) {
    const rows = await database.sql.unsafe<{ sketch: Buffer }[]>(
      `select duration_sketch as sketch from ${table} join dimension on id = model_id where value = 'sketched'`,
    );
    expect(rows.map(({ sketch }) => sketch.toString("hex"))).toEqual([expected.toString("hex")]);
    expect(Sketch.decode(rows[0]?.sketch ?? expected).n).toBe(3_000);
  }
});

test.each(["rollup_minute", "attempt"])(
  "a quarter's down minutes are judged anew when late records change them, from %s",
  async (source) => {
    const start = source === "attempt" ? "2026-03-10T08:30:00Z" : "2026-03-19T08:30:00Z";
    const model = `judged from ${source}`;
    const at = (minute: number, second: number) => (Date.parse(start) + minute * MINUTE_MS + second * 1_000) * 1_000;
    const fails = { model, outcome: "timeout" } as const;
    const masks = async () => {
      await foldDeltas(database.sql);
      await sealMinutes(database.sql, { before: NOW });
      const [row] = await database.sql`
      select u.starts_at::text as quarter, measured_mask, down_mask, down_judged, down_failed
      from rollup_uptime u join dimension on id = model_id where value = ${model}`;
      return row;
    };

    await store([
      anAttempt({ model, startedAtUs: at(0, 1) }),
      anAttempt({ ...fails, startedAtUs: at(0, 2) }),
      anAttempt({ ...fails, startedAtUs: at(14, 59), tier: "other" }),
      anAttempt({ model, outcome: "cancelled", startedAtUs: at(5, 0) }),
    ]);
    expect(await masks()).toMatchObject({
      measured_mask: 0b100000000000001,
      down_mask: 0b100000000000000,
      down_judged: [1],
      down_failed: [1],
    });

    await store([anAttempt({ ...fails, startedAtUs: at(0, 3) }), anAttempt({ model, startedAtUs: at(14, 1) })]);
    expect(await masks()).toMatchObject({
      measured_mask: 0b100000000000001,
      down_mask: 1,
      down_judged: [3],
      down_failed: [2],
    });
  },
);
