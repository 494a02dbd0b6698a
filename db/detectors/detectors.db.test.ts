import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { detectRegressions } from "./detect-regressions";
import { detectSwaps } from "./detect-swaps";
import { listDetections } from "./list-detections";
import { listSeries } from "./list-series";
import { profileHours } from "./profile-hours";
import { readAnswerHours } from "./read-answer-hours";
import { readSeriesHours } from "./read-series-hours";

const database = testDatabase();
const NOW = new Date("2026-03-20T10:07:00Z");
const HOUR = new Date("2026-03-20T09:00:00Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE_MS);

async function store(attempts: readonly Attempt[]) {
  await givenAttempts(database.sql, attempts, NOW);
  while ((await foldDeltas(database.sql)) > 0);
  await sealMinutes(database.sql, { before: NOW });
}

async function profileAll(now = NOW) {
  while ((await profileHours(database.sql, { now })) === "more");
}

async function seriesOf(model: string) {
  const all = await listSeries(database.db, { from: new Date(0), kind: "swap" });
  return all.find((one) => one.model === model);
}

async function hoursOf(model: string) {
  const series = await seriesOf(model);
  return series ? readSeriesHours(database.db, { series, from: new Date(0), to: NOW }) : [];
}

const at = (hour: Date, minutes: number) => (hour.getTime() + minutes * MINUTE_MS) * 1_000;

test("an hour's profile holds its answered text, by size of input, and is counted anew when more comes", async () => {
  const own = { model: "m", region: "eu", outputTokens: 100, durationUs: 2_000_000, ttftUs: 500_000, streamed: true };
  await store([
    anAttempt({ ...own, startedAtUs: at(HOUR, 1), inputTokens: 10, reasoningTokens: 40 }),
    anAttempt({ ...own, startedAtUs: at(HOUR, 2), inputTokens: 10, requestedModel: "asked" }),
    anAttempt({ ...own, model: "asked-2026-01-31", startedAtUs: at(HOUR, 2), requestedModel: "asked" }),
    anAttempt({ ...own, startedAtUs: at(HOUR, 3), inputTokens: 5_000 }),
    anAttempt({ ...own, startedAtUs: at(HOUR, 4), outcome: "server_error" }),
    anAttempt({ ...own, startedAtUs: at(HOUR, 5), outputTokens: null, inputTokens: null }),
    anAttempt({ ...own, startedAtUs: at(HOUR, 6), operation: "embedding" }),
    anAttempt({ ...own, model: "asked", startedAtUs: at(HOUR, 7) }),
    // The running hour is not over.
    anAttempt({ ...own, startedAtUs: at(NOW, -1) }),
  ]);
  await profileAll();
  const profiles = await hoursOf("m");
  expect(profiles.map(({ hour, sizeClass, attempts }) => [hour.getTime(), sizeClass, attempts])).toEqual([
    [HOUR.getTime(), 0, 2],
    [HOUR.getTime(), 2, 1],
  ]);
  expect(profiles[0]?.durationMs.sum).toBeCloseTo(2 * Math.log(2_000), 9);
  expect(profiles[0]?.ttftMs.sumOfSquares).toBeCloseTo(2 * Math.log(500) ** 2, 9);
  // Rates are whole numbers of 10⁻⁵ tokens per second.
  expect(profiles[0]?.tokensPerSecond.sum).toBeCloseTo(2 * Math.log(100 / 1.5), 6);
  expect(profiles[0]?.reasoningShare).toEqual({ count: 2, sum: 0.4, sumOfSquares: expect.closeTo(0.16, 9) });
  expect(profiles[0]?.samples.durationUs.counts[0]).toBe(2);
  const series = await seriesOf("asked");
  const [asked] = series ? await readAnswerHours(database.db, { series, from: new Date(0), to: NOW }) : [];
  expect(asked?.returnedModels).toEqual(
    new Map([
      ["asked", 1],
      ["asked-2026-01-31", 1],
    ]),
  );

  await store([anAttempt({ ...own, startedAtUs: at(HOUR, 8), inputTokens: 10 })]);
  await profileAll(later(1));
  expect((await hoursOf("m"))[0]?.attempts).toBe(2);
  await profileAll(later(12));
  expect((await hoursOf("m"))[0]?.attempts).toBe(3);
});

test("of two leaders at once, one counts an hour", async () => {
  const old = new Date(NOW.getTime() - 20 * DAY_MS);
  await store([anAttempt({ model: "both", startedAtUs: at(old, 0) })]);
  const settle = () => profileHours(database.sql, { now: later(30) }).catch(() => "failed");
  await Promise.all([settle(), settle()]);
  await profileAll(later(30));
  expect((await hoursOf("both")).map(({ attempts }) => attempts)).toEqual([1]);
});

const random = seededRandom(3);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

type Planted = { slowFrom?: number; slowTo?: number; factor?: number; longerFrom?: number };

/** Six attempts an hour, a factor slower between two instants, or with answers longer by half from one on. */
function traffic(model: string, planted: Planted) {
  const { slowFrom = 0, slowTo = 0, factor = 1, longerFrom = Number.POSITIVE_INFINITY } = planted;
  const attempts: Attempt[] = [];
  for (let hour = NOW.getTime() - 32 * DAY_MS; hour < NOW.getTime() - HOUR_MS; hour += HOUR_MS) {
    const slowness = hour >= slowFrom && hour < slowTo ? factor : 1;
    for (let minute = 0; minute < 60; minute += 10) {
      const ttftUs = Math.round(300_000 * slowness * Math.exp(0.3 * normal()));
      const perSecond = (60 / slowness) * Math.exp(0.16 * normal());
      const outputTokens = Math.round((hour >= longerFrom ? 300 : 200) * Math.exp(0.5 * normal()));
      const startedAtUs = Math.floor(hour / HOUR_MS) * HOUR_MS * 1_000 + minute * MINUTE_MS * 1_000;
      const durationUs = ttftUs + Math.round((outputTokens / perSecond) * 1_000_000);
      attempts.push(anAttempt({ model, startedAtUs, ttftUs, streamed: true, outputTokens, durationUs }));
    }
  }
  return attempts;
}

test("a slowdown is found, goes on, and is over; healthy series stay quiet, and nothing is looked at twice", async () => {
  const slowFrom = Date.parse("2026-03-16T10:00:00Z");
  const slowTo = Date.parse("2026-03-18T22:00:00Z");
  await store(traffic("slower", { slowFrom, slowTo, factor: 1.5 }));
  await store(traffic("still-slow", { slowFrom, slowTo: Number.POSITIVE_INFINITY, factor: 1.5 }));
  await store(traffic("healthy", {}));
  await profileAll(later(60));

  const [first, second] = await Promise.all([
    detectRegressions(database.db, { now: NOW }),
    detectRegressions(database.db, { now: NOW }),
  ]);

  expect((first ?? 0) + (second ?? 0)).toBe(
    (await listSeries(database.db, { from: new Date(NOW.getTime() - 42 * DAY_MS), kind: "regression" })).length,
  );
  const window = { from: new Date("2026-03-10T00:00:00Z"), to: NOW };
  const { detections, series } = await listDetections(database.db, {
    window,
    now: NOW,
    model: [],
    provider: [],
    region: [],
  });
  expect(detections.map(({ model, ended_at }) => [model, ended_at !== null])).toEqual(
    expect.arrayContaining([
      ["slower", true],
      ["still-slow", false],
    ]),
  );
  expect(detections).toHaveLength(2);
  for (const { since, attempts, measures } of detections) {
    expect(Math.abs(Date.parse(since) - slowFrom)).toBeLessThanOrEqual(3 * HOUR_MS);
    expect(attempts).toBeGreaterThan(100);
    const rate = measures.find(({ measure }) => measure === "output_tokens_per_s");
    expect(rate?.found).toBe(true);
    expect(rate?.low).toBeLessThan(1 / 1.5);
    expect(rate?.high).toBeGreaterThan(1 / 1.5);
  }
  const ended = detections.find(({ model }) => model === "slower")?.ended_at ?? "";
  expect(Math.abs(Date.parse(ended) - slowTo)).toBeLessThanOrEqual(3 * HOUR_MS);
  expect(series.find(({ model }) => model === "healthy")).toMatchObject({ state: "watched" });
  expect(series.find(({ model }) => model === "m")).toMatchObject({ state: "learning" });
  expect(
    await listDetections(database.db, { window, now: NOW, model: ["healthy"], provider: [], region: [] }),
  ).toMatchObject({
    detections: [],
  });
}, 120_000);

test("a swap is found by longer answers, once, and is news for a week", async () => {
  const longerFrom = Date.parse("2026-03-15T10:00:00Z");
  await store(traffic("swapped", { longerFrom }));
  await profileAll(later(120));

  await detectSwaps(database.db, { now: NOW });
  expect(await detectSwaps(database.db, { now: later(60) })).toBe(0);
  // They have their turns one after the other.
  const all = await listSeries(database.db, { from: new Date(NOW.getTime() - 56 * DAY_MS), kind: "swap" });
  for (let turn = 0; turn < all.length; turn++) expect(await detectSwaps(database.db, { now: later(7 * 60) })).toBe(1);
  expect(await detectSwaps(database.db, { now: later(7 * 60) })).toBe(0);

  const window = { from: new Date("2026-03-10T00:00:00Z"), to: NOW };
  const asked = { window, now: NOW, model: ["swapped", "healthy"], provider: [], region: [] };
  const { detections, series } = await listDetections(database.db, asked);
  const swaps = detections.filter(({ kind }) => kind === "swap");
  expect(swaps.map(({ model, ended_at }) => [model, ended_at])).toEqual([["swapped", null]]);
  expect(Math.abs(Date.parse(swaps[0]?.since ?? "") - longerFrom)).toBeLessThanOrEqual(DAY_MS);
  const length = swaps[0]?.measures.find(({ measure }) => measure === "output_tokens");
  expect(length?.found).toBe(true);
  expect(length?.low).toBeLessThan(1.5);
  expect(length?.high).toBeGreaterThan(1.5);
  expect(series.filter(({ kind }) => kind === "swap").map(({ state }) => state)).toEqual(["watched", "watched"]);
}, 120_000);
