import { expect, test } from "vitest";
import { type Score, scoresSchema } from "@/lib/contract/scores";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { getComparison } from "../comparison/get-comparison";
import { indexRequests } from "../partitions/index-requests";
import { dayOfUs } from "../partitions/partition-days";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { forgetScores } from "./forget-scores";
import { getScores, type ScoresInput } from "./get-scores";
import { LOOKS } from "./next-look";
import { searchPending } from "./search-pending";
import { searchRetained } from "./search-retained";
import { storeScores } from "./store-scores";

const database = testDatabase();
const DAY_MS = 86_400_000;
const at = (day: number, minute = 0) => Date.UTC(2026, 2, day, 12, minute);
const now = new Date(at(20));

const aScore = (over: Partial<Score> & Pick<Score, "id">): Score => ({
  ...{ evaluator: "judge", metric: "helpful", value: 1 },
  ...over,
});
const search = (when = now) => searchPending(database.sql, { now: when, rawDays: 45 });
const later = (ms: number) => new Date(now.getTime() + ms);
const store = async (scores: readonly Score[], when = now) => {
  const stored = await storeScores(database.sql, { scores, apiKeyId: null, now: when });
  const { found } = await search(when);
  return { ...stored, found };
};
const stateOf = async (id: string) => {
  const [row] = await database.sql<{ looks: number; search_at: string | null; is_found: boolean }[]>`
    select looks, search_at, started_at is not null as is_found from score where id = ${id}`;
  return row && { ...row, search_at: row.search_at && new Date(row.search_at).toISOString() };
};
const ask = (day: number, over: Partial<ScoresInput> = {}) =>
  getScores(database.db, {
    window: { from: new Date(at(day) - DAY_MS / 2), to: new Date(at(day) + DAY_MS / 2) },
    ...{ filters: NO_FILTERS, by: "model", now, retention: EVERYTHING_RETAINED },
    ...over,
  }).then((answer) => scoresSchema.parse(answer));

test("means by model, size and language are those of the attempts' scores, by their weights", async () => {
  const attempts = Array.from({ length: 40 }, (_, index) =>
    anAttempt({
      ...{ id: `scored-${index}`, startedAtUs: at(5, index) * 1_000, model: index % 2 === 0 ? "even" : "odd" },
      ...{ inputTokens: index < 20 ? 500 : 5_000, tags: index % 4 === 0 ? ["lang:zh"] : null },
    }),
  );
  await givenAttempts(database.sql, attempts);
  const scores = attempts.map(({ id, startedAtUs }, index) =>
    aScore({ id: `m-${id}`, attempt_id: id, value: index / 10, weight: 1 + (index % 3), at: startedAtUs }),
  );

  expect(await store(scores)).toEqual({ accepted: 40, duplicates: 0, pending: 40, found: 40 });

  const mean = (keep: (index: number) => boolean) => {
    const own = scores
      .map(({ value, weight }, index) => ({ value, w: weight ?? 1, index }))
      .filter(({ index }) => keep(index));
    return own.reduce((sum, { value, w }) => sum + value * w, 0) / own.reduce((sum, { w }) => sum + w, 0);
  };
  const { rows } = await ask(5);
  expect(rows.map(({ model, n }) => [model, n])).toEqual([
    ["even", 20],
    ["odd", 20],
  ]);
  expect(rows[0]?.mean).toBeCloseTo(
    mean((index) => index % 2 === 0),
    12,
  );
  expect(rows[0]?.low).toBeLessThan(rows[0]?.mean ?? 0);
  const bySize = (await ask(5, { by: "size" })).rows;
  expect(bySize.find(({ model, size }) => model === "odd" && size === "4k–16k tokens")?.mean).toBeCloseTo(
    mean((index) => index % 2 === 1 && index >= 20),
    12,
  );
  const byLanguage = (await ask(5, { by: "language" })).rows;
  expect(byLanguage.map(({ model, language, n }) => [model, language, n])).toEqual([
    ["odd", null, 20],
    ["even", null, 10],
    ["even", "zh", 10],
  ]);
  expect((await ask(5, { filters: { ...NO_FILTERS, model: ["odd"], tier: ["standard"] } })).rows).toHaveLength(1);
  expect((await ask(5, { filters: { ...NO_FILTERS, tier: ["other"] } })).rows).toEqual([]);
  expect((await ask(5, { evaluator: "nobody" })).rows).toEqual([]);
  await expect(ask(5, { filters: { ...NO_FILTERS, tag: ["a:b"] } })).rejects.toThrow("not known by tag");
});

test("scores sent again are duplicates and change nothing, one among others too", async () => {
  await givenAttempts(database.sql, [anAttempt({ id: "again", startedAtUs: at(6) * 1_000, model: "again" })]);
  const sent = aScore({ id: "again-1", attempt_id: "again", at: at(6) * 1_000 });
  await store([sent]);
  expect(
    await store([
      { ...sent, value: 0 },
      { ...sent, id: "again-2", value: 0.5 },
    ]),
  ).toEqual({
    ...{ accepted: 1, duplicates: 1, pending: 1, found: 1 },
  });
  expect((await ask(6)).rows).toMatchObject([{ model: "again", n: 2, mean: 0.75, low: null }]);
});

test("the score of a request is of its final attempt", async () => {
  const request = { requestId: "asked-once", region: "eu" };
  await givenAttempts(database.sql, [
    anAttempt({ ...request, startedAtUs: at(7) * 1_000, model: "failed", outcome: "timeout", final: false }),
    anAttempt({ ...request, startedAtUs: at(7, 1) * 1_000, model: "rescued", attempt: 2 }),
    anAttempt({ id: "of-itself", startedAtUs: at(7, 2) * 1_000, model: "alone" }),
  ]);
  await store([
    aScore({ id: "r-1", request_id: "asked-once", at: at(7) * 1_000 }),
    aScore({ id: "r-2", request_id: "of-itself", at: at(7) * 1_000 }),
  ]);
  expect((await ask(7)).rows.map(({ model }) => model)).toEqual(["alone", "rescued"]);
});

test("a post searches nothing: a score is pending until the background looks, within seconds", async () => {
  await givenAttempts(database.sql, [anAttempt({ id: "there", startedAtUs: at(8) * 1_000, model: "there" })]);
  const score = aScore({ id: "of-there", attempt_id: "there", at: at(8) * 1_000 });
  expect(await storeScores(database.sql, { scores: [score], apiKeyId: null, now })).toMatchObject({ pending: 1 });
  expect((await ask(8)).rows).toEqual([]);

  expect((await search()).found).toBe(1);

  expect(await ask(8)).toMatchObject({ rows: [{ model: "there", n: 1 }] });
});

test("a score before its attempt is searched for ever less often, and each night among all that is retained", async () => {
  const early = aScore({ id: "early", attempt_id: "comes-later" });
  await store([early, aScore({ id: "never", attempt_id: "never-comes" })]);
  expect((await ask(10)).pending).toBe(2);
  await givenAttempts(database.sql, [
    anAttempt({ id: "comes-later", requestId: "its-request", startedAtUs: at(10) * 1_000, model: "late" }),
  ]);
  expect(await search()).toEqual({ found: 0, hasMore: false });

  const instants: string[] = [];
  for (let looks = 1; looks < LOOKS.length; looks++) {
    const next = (await stateOf("early"))?.search_at ?? "";
    instants.push(next);
    expect((await search(new Date(Date.parse(next) - 1))).found).toBe(0);
    expect(await stateOf("early")).toMatchObject({ looks });
    expect((await search(new Date(next))).found).toBe(0);
    expect(await stateOf("early")).toMatchObject({ looks: looks + 1 });
  }
  expect([...instants, (await stateOf("early"))?.search_at].map((text) => text?.slice(8, 16))).toEqual([
    ...["20T12:01", "20T12:10", "20T13:00", "20T18:00", "21T03:00"],
  ]);
  expect(await searchRetained(database.sql, { now: new Date("2026-03-21T02:59:00Z") })).toBe(0);
  expect(await searchRetained(database.sql, { now: new Date("2026-03-21T03:00:00Z") })).toBe(1);

  expect(await ask(10)).toMatchObject({ rows: [{ model: "late", n: 1 }], pending: 1 });
  expect(await stateOf("never")).toMatchObject({ looks: 5, search_at: "2026-03-22T03:00:00.000Z" });
  expect(await searchRetained(database.sql, { now: new Date("2026-03-21T03:01:00Z") })).toBe(0);
  await searchRetained(database.sql, { now: later(6.8 * DAY_MS) });
  expect((await stateOf("never"))?.search_at).toBeNull();
});

test("an attempt of an earlier hour is found by the hour given, and by its request on a settled day without one", async () => {
  const startedAtUs = at(9) * 1_000;
  await givenAttempts(database.sql, [
    anAttempt({ id: "retry", requestId: "dated", startedAtUs, model: "dated" }),
    anAttempt({ id: "undated", startedAtUs, model: "undated" }),
  ]);
  await indexRequests(database.sql, { day: dayOfUs(startedAtUs) });
  const dated = aScore({ id: "dated", attempt_id: "retry", at: startedAtUs + 1_800_000_000 });
  expect(await store([dated, aScore({ id: "undated", attempt_id: "undated" })])).toMatchObject({ found: 1 });
  expect((await search(later(60_000))).found).toBe(1);
  expect((await ask(9)).rows.map(({ model }) => model)).toEqual(["dated", "undated"]);
});

test("scores that were not found in a week are deleted, and those of attempts whose sums are gone", async () => {
  const recently = new Date();
  const ago = (days: number) => new Date(recently.getTime() - days * DAY_MS);
  await givenAttempts(database.sql, [anAttempt({ id: "summed", startedAtUs: at(4) * 1_000, model: "summed" })]);
  await store([aScore({ id: "summed", attempt_id: "summed", at: at(4) * 1_000 })]);
  await store([aScore({ id: "lost", attempt_id: "lost" })], ago(7.1));
  await store([aScore({ id: "waits", attempt_id: "waits" })], ago(6.9));

  expect(await forgetScores(database.sql)).toBe("done");
  expect([await stateOf("lost"), (await stateOf("waits"))?.is_found, (await stateOf("summed"))?.is_found]).toEqual([
    ...[undefined, false, true],
  ]);

  await database.sql`update rollup_state set quarters_from = ${new Date(at(5) + DAY_MS).toISOString()}::timestamptz`;
  await forgetScores(database.sql);
  await database.sql`update rollup_state set quarters_from = '-infinity'`;
  expect(await stateOf("summed")).toBeUndefined();
});

test("quality stands beside cost and speed where models are compared, and is won by who is scored best", async () => {
  const attempts = Array.from({ length: 120 }, (_, index) =>
    anAttempt({ id: `q-${index}`, startedAtUs: at(14, index) * 1_000, model: index % 2 === 0 ? "best" : "rest" }),
  );
  await givenAttempts(database.sql, attempts);
  await store(
    attempts.map(({ id, startedAtUs }, index) =>
      aScore({
        id: `s-${id}`,
        attempt_id: id,
        at: startedAtUs,
        value: (index % 2 === 0 ? 0.9 : 0.5) + (index % 7) / 100,
      }),
    ),
  );
  const window = { from: new Date(at(14) - DAY_MS / 2), to: new Date(at(14) + DAY_MS / 2) };
  const { models, winners } = await getComparison(database.db, {
    ...{ window, filters: NO_FILTERS, mix: [], now, retention: EVERYTHING_RETAINED },
  });
  expect(models.map(({ model, quality }) => [model, quality?.metric, quality?.n])).toEqual([
    ["best", "helpful", 60],
    ["rest", "helpful", 60],
  ]);
  expect(winners.find(({ concern }) => concern === "best_quality")?.winner).toBe("best");
});
