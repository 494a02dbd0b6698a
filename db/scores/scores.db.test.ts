import { expect, test } from "vitest";
import { type Score, scoresSchema } from "@/lib/contract/scores";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { getComparison } from "../comparison/get-comparison";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { getScores, type ScoresInput } from "./get-scores";
import { searchPending } from "./search-pending";
import { storeScores } from "./store-scores";

const database = testDatabase();
const DAY_MS = 86_400_000;
const at = (day: number, minute = 0) => Date.UTC(2026, 2, day, 12, minute);
const now = new Date(at(20));

const aScore = (over: Partial<Score> & Pick<Score, "id">): Score => ({
  ...{ evaluator: "judge", metric: "helpful", value: 1 },
  ...over,
});
const store = (scores: readonly Score[], when = now) =>
  storeScores(database.sql, { scores, apiKeyId: null, now: when });
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

  expect(await store(scores)).toEqual({ accepted: 40, duplicates: 0, pending: 0 });

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
    ...{ accepted: 1, duplicates: 1, pending: 0 },
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

test("a score before its attempt waits for it, is counted as pending, and is given up after a week", async () => {
  const early = aScore({ id: "early", attempt_id: "comes-later" });
  expect(await store([early, aScore({ id: "never", attempt_id: "never-comes" })])).toMatchObject({ pending: 2 });
  expect((await ask(10)).pending).toBe(2);
  await givenAttempts(database.sql, [anAttempt({ id: "comes-later", startedAtUs: at(10) * 1_000, model: "late" })]);

  expect(await searchPending(database.sql, { now, rawDays: 45 })).toMatchObject({ found: 0 });
  expect(await searchPending(database.sql, { now: new Date(now.getTime() + 120_000), rawDays: 45 })).toMatchObject({
    found: 1,
    hasMore: false,
  });

  expect(await ask(10)).toMatchObject({ rows: [{ model: "late", n: 1 }], pending: 1 });
  await searchPending(database.sql, { now: new Date(now.getTime() + 8 * DAY_MS), rawDays: 45 });
  const [given] = await database.sql`select search_at from score where id = 'never'`;
  expect(given?.search_at).toBeNull();
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
