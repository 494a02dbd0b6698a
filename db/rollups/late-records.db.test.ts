import { beforeAll, expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { isJudged } from "@/lib/domain/outcome";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS, HOUR_MS, MINUTE_MS, MINUTE_US } from "@/lib/domain/time/units";
import { readGroups } from "../aggregates/read-groups";
import { keepSealedSums } from "../aggregates/sealed-sums";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { storeAttempts } from "../ingest/store-attempts";
import { dropExpiredPartitions } from "../partitions/drop-expired-partitions";
import { dayOfUs } from "../partitions/partition-days";
import { advanceMinutesFrom } from "../retention/advance-minutes-from";
import { advanceQuartersFrom } from "../retention/advance-quarters-from";
import { testDatabase } from "../testing";
import { anAttempt } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { readUptimeMinutes } from "../uptime/read-uptime-minutes";
import { dropExpiredRows } from "./drop-expired-rows";
import { foldDeltas } from "./fold-deltas";
import { getQuartersBefore } from "./get-quarters-before";
import { sealMinutes } from "./seal-minutes";
import { verifyRollups } from "./verify-rollups";

const database = testDatabase();
// What is read here is read as screens do, through sums that are kept.
beforeAll(() => keepSealedSums(database.db, { bytesMax: 10_000_000 }));
const codes = new DimensionCodes();
const random = seededRandom(17);
const NOW = new Date("2026-03-20T10:07:30Z");
/** How late records come, in hours: within every level's keeping, and past that of minutes and of quarters. */
const LATE_HOURS = [0.5, 5, 30, 9 * 24, 30 * 24, 403 * 24, 440 * 24];
const stored: Attempt[] = [];

async function storeLate() {
  const attempts = LATE_HOURS.flatMap((hours) => {
    const from = new Date(NOW.getTime() - hours * HOUR_MS);
    return randomAttempts(random, 40, { from, to: new Date(from.getTime() + HOUR_MS / 2) });
  });
  await storeAttempts(database.sql, {
    posts: [attempts],
    codes,
    nowUs: NOW.getTime() * 1_000,
    quartersBeforeUs: await getQuartersBefore(database.sql),
  });
  stored.push(...attempts);
}

async function dropAll() {
  while ((await dropExpiredRows(database.sql)) === "more");
}

const seal = async () => {
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: NOW });
};

/** Attempts and measured minutes of each of the late days, as readers get them. */
async function readDays(quarterRetainedFrom: number) {
  const retention = {
    minuteRetainedFrom: Date.parse("2026-03-13T00:00:00Z") / MINUTE_MS,
    rawRetainedFrom: Number.NEGATIVE_INFINITY,
    quarterRetainedFrom,
  };
  return Promise.all(
    LATE_HOURS.map(async (hours) => {
      const day = Math.floor((NOW.getTime() - hours * HOUR_MS) / DAY_MS) * 1_440;
      const question = { buckets: [{ from: day, to: day + 1_440 }], filters: NO_FILTERS, retention };
      const { groups } = await readGroups(database.db, { ...question, groupBy: [], sums: ["attempts"], metrics: [] });
      const minutes = await readUptimeMinutes(database.db, { ...question, withDownMinutes: false });
      const sum = (of: "measured" | "down") => minutes?.reduce((total, group) => total + group[of], 0);
      return [groups[0]?.sums.attempts ?? 0, sum("measured"), sum("down")];
    }),
  );
}

function bruteDays() {
  return LATE_HOURS.map((hours) => {
    const day = Math.floor((NOW.getTime() - hours * HOUR_MS) / DAY_MS);
    const own = stored.filter(({ startedAtUs }) => dayOfUs(startedAtUs) === day);
    const minutes = new Map<string, number[]>();
    for (const attempt of own.filter(({ outcome }) => isJudged(outcome))) {
      const { model, provider, region, startedAtUs, outcome } = attempt;
      const key = [model, provider, region, Math.floor(startedAtUs / MINUTE_US)].join(" ");
      minutes.set(key, [...(minutes.get(key) ?? []), outcome === "ok" ? 0 : 1]);
    }
    const isDown = (failed: number[]) => failed.reduce((sum, one) => sum + one, 0) * 2 > failed.length;
    return [own.length, minutes.size, [...minutes.values()].filter(isDown).length];
  });
}

test("late records land in the right buckets of every level that is kept, whichever are past their keeping", async () => {
  await storeLate();
  await seal();
  expect(await readDays(Number.NEGATIVE_INFINITY)).toEqual(bruteDays());
  await advanceMinutesFrom(database.sql, { now: NOW, minuteDays: 7 });
  await advanceQuartersFrom(database.sql, { now: NOW });
  const retained = Date.parse("2025-02-13T00:00:00Z") / MINUTE_MS;

  for (let round = 0; round < 3; round++) {
    await dropAll();
    expect(await verifyRollups(database.sql)).toEqual([]);
    expect(await readDays(retained)).toEqual(bruteDays());
    await storeLate();
    expect(await verifyRollups(database.sql)).toEqual([]);
    await seal();
    expect(await verifyRollups(database.sql)).toEqual([]);
    expect(await readDays(retained)).toEqual(bruteDays());
  }

  await dropAll();
  for (const table of ["quarter", "quarter_app", "hour", "hour_app", "hour_model", "uptime", "uptime_hour"]) {
    const [row] = await database.sql.unsafe(`select min(starts_at) >= '2025-02-12' as is_dropped from rollup_${table}`);
    expect([table, row?.is_dropped]).toEqual([table, true]);
  }
});

test("where the attempts of a day are gone, a late one takes nothing away from what was counted of it", async () => {
  const before = await readDays(Date.parse("2025-02-13T00:00:00Z") / MINUTE_MS);
  const day = dayOfUs((NOW.getTime() - 30 * 24 * HOUR_MS) * 1_000);
  await dropExpiredPartitions(database.sql, day + 2);
  const late = [0.5, 403 * 24, 440 * 24, 30 * 24].map((hours) =>
    anAttempt({ startedAtUs: (NOW.getTime() - hours * HOUR_MS) * 1_000, model: "late" }),
  );
  await storeAttempts(database.sql, { posts: [late], codes, nowUs: NOW.getTime() * 1_000 });
  await seal();

  expect(await verifyRollups(database.sql)).toEqual([]);
  const after = await readDays(Date.parse("2025-02-13T00:00:00Z") / MINUTE_MS);
  for (const [index, [attempts = 0, measured = 0, down]] of before.entries()) {
    const isNew = [0, 4, 5, 6].includes(index) ? 1 : 0;
    if (index > 2) expect(after[index]).toEqual([attempts + isNew, measured + isNew, down]);
  }
});

test("a big deletion goes on in small steps", async () => {
  await database.sql`
    insert into rollup_uptime_hour
    select '2020-01-01'::timestamptz + n / 10 * interval '1 hour', n % 10, 1, 1, 0, 0 from generate_series(0, 25000) n`;

  const rounds = [];
  do rounds.push(await dropExpiredRows(database.sql));
  while (rounds.at(-1) === "more");

  expect(rounds).toEqual(["more", "more", "done"]);
});
