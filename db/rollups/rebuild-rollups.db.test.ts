import { beforeAll, expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { summarizeBlocks } from "@/lib/domain/sketch/summarize-blocks";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { decodeSamples } from "../aggregates/decode-samples";
import { readGroups } from "../aggregates/read-groups";
import { keepSealedSums } from "../aggregates/sealed-sums";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { storeAttempts } from "../ingest/store-attempts";
import { advanceMinutesFrom } from "../retention/advance-minutes-from";
import { ROLLUP_METRICS, ROLLUP_SUMS } from "../schema/rollup-columns";
import { testDatabase } from "../testing";
import { bruteSamples, bruteSums } from "../testing/brute-force";
import { randomAttempts } from "../testing/random-attempts";
import { foldDeltas } from "./fold-deltas";
import { rebuildRollups } from "./rebuild-rollups";
import { sealMinutes } from "./seal-minutes";
import { APP_PROJECTIONS, MAIN_PROJECTIONS } from "./seal-statements";
import { verifyRollups } from "./verify-rollups";

const database = testDatabase();
// What is read here is read as screens do, through sums that are kept.
beforeAll(() => keepSealedSums(database.db, { bytesMax: 10_000_000 }));
const codes = new DimensionCodes();
const random = seededRandom(3);
const WINDOW = { from: new Date("2026-02-27T00:00:00Z"), to: new Date("2026-03-03T00:00:00Z") };
const DAYS = { from: "2026-02-27", to: "2026-03-02" };
const stored: Attempt[] = [];

async function store(attempts: readonly Attempt[]) {
  await storeAttempts(database.sql, { posts: [attempts], codes, nowUs: WINDOW.to.getTime() * 1_000 });
  stored.push(...attempts);
}

async function expectBruteForce(attempts: readonly Attempt[]) {
  const { groups } = await readGroups(database.db, {
    buckets: [{ from: WINDOW.from.getTime() / MINUTE_MS, to: WINDOW.to.getTime() / MINUTE_MS }],
    filters: NO_FILTERS,
    groupBy: [],
    sums: ROLLUP_SUMS,
    metrics: ROLLUP_METRICS,
    retention: { minuteRetainedFrom: Number.NEGATIVE_INFINITY, rawRetainedFrom: Number.NEGATIVE_INFINITY },
  });
  const [group] = groups;
  if (!group) throw new Error("unreachable");
  const sums = Object.fromEntries(Object.entries(group.sums).map(([name, sum]) => [name, BigInt(sum)]));
  expect(sums).toEqual(bruteSums(attempts));
  for (const metric of ROLLUP_METRICS) {
    const samples = bruteSamples(attempts, metric);
    const own = group.samples[metric];
    expect(own && summarizeBlocks([decodeSamples(own, 0)])).toMatchObject({
      n: samples.length,
      min: samples[0],
      max: samples.at(-1),
    });
  }
}

const damages = [
  (table: string) => `delete from ${table}`,
  (table: string) => `update ${table} set attempts = attempts * 2, cost_pico = cost_pico + 1`,
  (table: string) => `update ${table} set duration_sketch = duration_sketch || duration_sketch`,
  (table: string) => `update ${table} set ttft_sketch = '\\x'`,
  (table: string) => `update ${table} set rate_max = rate_max + 1000000`,
];

test("whatever is damaged at whatever level is found, and put right from the attempts", async () => {
  await store(randomAttempts(random, 900, WINDOW));
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date("2026-03-02T13:07:00Z") });
  await store(randomAttempts(random, 60, WINDOW));
  await foldDeltas(database.sql);
  await store(randomAttempts(random, 60, WINDOW));
  expect(await verifyRollups(database.sql)).toEqual([]);

  const tables = ["rollup_minute", ...[...MAIN_PROJECTIONS, ...APP_PROJECTIONS].map(({ table }) => table)];
  for (const [index, table] of tables.entries()) {
    const damage = damages[index % damages.length]?.(table) ?? "";
    const hasSamples = "ttft_n > 0 and duration_n > 0 and rate_n > 0";
    await database.sql.unsafe(
      `${damage} where starts_at = (select max(starts_at) from ${table} where ${hasSamples}) and ${hasSamples}`,
    );
    const found = await verifyRollups(database.sql, { from: DAYS.to });
    expect([table, found.some((difference) => [difference.table, difference.against].includes(table))]).toEqual([
      table,
      true,
    ]);
  }
  await database.sql`update rollup_uptime set down_mask = down_mask # 1, measured_mask = measured_mask | 1`;
  await database.sql`delete from rollup_uptime_hour where starts_at > '2026-03-01'`;
  await database.sql`update rollup_uptime_day set measured = measured + 1`;
  await database.sql`insert into rollup_uptime_month select '2026-04-01', model_id, 0, 0, 1, 1 from rollup_uptime_month limit 1`;
  await database.sql`delete from rollup_uptime_month where starts_at = '2026-04-01'`;
  const wrong = new Set((await verifyRollups(database.sql)).map(({ table }) => table));
  for (const name of ["", "_hour", "_day", "_month"]) expect(wrong).toContain(`rollup_uptime${name}`);

  expect(await rebuildRollups(database.sql, DAYS)).toEqual({ days: 4, attempts: stored.length });

  expect(await verifyRollups(database.sql)).toEqual([]);
  await expectBruteForce(stored);
  const [pending] = await database.sql`select count(*)::int as n from rollup_delta`;
  expect(pending).toEqual({ n: 0 });
});

test("only the days asked for are changed, whatever days the pending records are of", async () => {
  await store(randomAttempts(random, 200, WINDOW));
  await database.sql`update rollup_day set attempts = attempts + 1000`;

  await rebuildRollups(database.sql, { from: "2026-03-01", to: "2026-03-01" });

  const wrong = await verifyRollups(database.sql);
  expect(new Set(wrong.filter(({ table }) => table === "rollup_day").map(({ at }) => at.slice(0, 10)))).toEqual(
    new Set(["2026-02-27", "2026-02-28", "2026-03-02"]),
  );
  await rebuildRollups(database.sql, DAYS);
  expect(await verifyRollups(database.sql)).toEqual([]);
  await expectBruteForce(stored);
});

test("nothing is lost or doubled while records come in, are folded and sealed, and somebody reads", async () => {
  let isRebuilding = true;
  const until = async (work: () => Promise<unknown>, roundsMax = Number.POSITIVE_INFINITY) => {
    for (let round = 0; isRebuilding && round < roundsMax; round++) await work();
  };
  const sums: number[] = [];
  const background = Promise.all([
    until(() => store(randomAttempts(random, 20, WINDOW)), 60),
    until(() => store(randomAttempts(random, 20, WINDOW)), 60),
    until(() => foldDeltas(database.sql)),
    until(() => sealMinutes(database.sql, { before: WINDOW.to })),
    until(async () => {
      const [row] = await database.sql<{ n: number }[]>`
        select ((select sum(attempts) from rollup_day) + (select coalesce(sum(attempts), 0) from rollup_fresh)
          + (select coalesce(sum(n), 0) from rollup_delta, unnest(attempts) n) - (select count(*) from attempt))::int as n`;
      sums.push(row?.n ?? Number.NaN);
    }),
  ]);

  await rebuildRollups(database.sql, DAYS);
  await rebuildRollups(database.sql, DAYS);
  isRebuilding = false;
  await background;

  expect(new Set(sums)).toEqual(new Set([0]));
  expect(await verifyRollups(database.sql)).toEqual([]);
  await expectBruteForce(stored);
});

test("days whose minutes are gone get none again", async () => {
  await advanceMinutesFrom(database.sql, { now: WINDOW.to, minuteDays: 2 });
  await database.sql`delete from rollup_minute where starts_at < '2026-03-01'`;

  await rebuildRollups(database.sql, DAYS);

  const [row] = await database.sql`select min(starts_at) >= '2026-03-01' as is_gone from rollup_minute`;
  expect(row).toEqual({ is_gone: true });
  expect(await verifyRollups(database.sql)).toEqual([]);
});

test("a day whose attempts are no longer all kept is refused by name, and nothing is changed", async () => {
  await database.sql`update rollup_state set raw_from = '2026-02-28'`;
  await database.sql`update rollup_day set attempts = attempts + 1`;

  await expect(rebuildRollups(database.sql, DAYS)).rejects.toMatchObject({
    code: "UNPROCESSABLE",
    message: expect.stringContaining("2026-02-27"),
  });

  const wrong = (await verifyRollups(database.sql)).filter(({ table }) => table === "rollup_day");
  expect(new Set(wrong.map(({ at }) => at.slice(0, 10))).size).toBe(4);
});
