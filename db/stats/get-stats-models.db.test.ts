import { expect, test } from "vitest";
import { statsModelsSchema } from "@/lib/contract/stats";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { nearestRank } from "@/lib/domain/sketch/percentile";
import { SKETCH_LIMIT } from "@/lib/domain/sketch/sketch-bins";
import { testDatabase } from "../testing";
import { bruteSamples, bruteSums } from "../testing/brute-force";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { getDistribution } from "./get-distribution";
import { getStatsModels } from "./get-stats-models";

const database = testDatabase();
const retention = { minuteRetainedFrom: Number.NEGATIVE_INFINITY, rawRetainedFrom: Number.NEGATIVE_INFINITY };
const now = new Date("2026-03-09T04:00:00Z");
const WINDOW = { from: new Date("2026-03-07T20:00:00Z"), to: new Date("2026-03-09T04:00:00Z") };
const ask = (overrides: Partial<Parameters<typeof getStatsModels>[1]> = {}) =>
  getStatsModels(database.db, { window: WINDOW, filters: NO_FILTERS, now, retention, ...overrides });
const onDay = (day: number) => ({ from: new Date(Date.UTC(2026, 1, day)), to: new Date(Date.UTC(2026, 1, day + 1)) });
const startedOn = (day: number) => Date.UTC(2026, 1, day, 12) * 1_000;

test("rows and total are what their attempts say, and the total's percentiles are those of all samples", async () => {
  const attempts = randomAttempts(seededRandom(11), 2_000, WINDOW);
  await givenAttempts(database.sql, attempts);

  for (const by of [undefined, "model"] as const) {
    const answer = await ask({ by });
    expect(statsModelsSchema.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({
      method: "sketch",
      relative_error: 0.01,
      filters: NO_FILTERS,
      as_of: now.toISOString(),
    });
    expect(answer.models.map(({ model, provider }) => [model, provider])).toEqual(
      by
        ? ["a", "b", "c"].map((model) => [model, null])
        : ["a", "b", "c"].flatMap((model) => [
            [model, "p"],
            [model, "q"],
          ]),
    );
    for (const row of [...answer.models, { ...answer.total, model: null, provider: null }]) {
      const own = attempts.filter(
        ({ model, provider }) => (row.model ?? model) === model && (row.provider ?? provider) === provider,
      );
      const sums = bruteSums(own);
      expect([row.attempts, row.requests, row.tokens.input]).toEqual(
        [sums.attempts, sums.requests, sums.input_tokens].map(Number),
      );
      for (const [stat, metric, unit] of [
        ["ttft_ms", "ttft", 1_000],
        ["duration_ms", "duration", 1_000],
        ["output_tokens_per_s", "rate", 100_000],
      ] as const) {
        const sorted = bruteSamples(own, metric);
        const exact = Math.min(nearestRank(sorted, 0.95) ?? 0, SKETCH_LIMIT) / unit;
        expect(row[stat].n).toBe(sorted.length);
        expect(Math.abs((row[stat].p95 ?? 0) - exact)).toBeLessThanOrEqual(Math.max(0.01 * exact, 50 / unit));
        expect([row[stat].min, row[stat].max]).toEqual([(sorted[0] ?? 0) / unit, (sorted.at(-1) ?? 0) / unit]);
      }
    }
  }
});

test("no streamed samples is no TTFT, and no price no cost: null, never 0", async () => {
  await givenAttempts(database.sql, [
    anAttempt({ startedAtUs: startedOn(1), model: "plain", costPico: null, inputTokens: null, outputTokens: null }),
  ]);

  const { models } = await ask({ window: onDay(1) });

  const none = { n: 0, min: null, max: null, p50: null, p95: null, p99: null };
  expect(models).toMatchObject([
    {
      model: "plain",
      ttft_ms: none,
      output_tokens_per_s: none,
      duration_ms: { n: 1, p50: expect.closeTo(800, -1) },
      tokens: { input: null, cached_input: null, cache_write: null, output: null, reasoning: null },
      cost_usd: null,
      priced_share: 0,
      estimated_share: null,
      usd_per_m_output: null,
      usd_per_m_blended: null,
    },
  ]);
});

test("a window without records has no rows and a total without figures", async () => {
  const { models, total } = await ask({ window: onDay(2) });
  expect(models).toEqual([]);
  expect(total).toMatchObject({
    attempts: 0,
    error_rate: null,
    user_success: null,
    uptime: { requests: null, minutes: null, coverage: null },
    cost_usd: null,
    priced_share: null,
  });
});

test("effective and blended prices are spend over output and over all tokens", async () => {
  await givenAttempts(database.sql, [
    anAttempt({ startedAtUs: startedOn(3), inputTokens: 750_000, outputTokens: 250_000, costPico: 500_000_000_000n }),
  ]);
  expect((await ask({ window: onDay(3) })).total).toMatchObject({
    cost_usd: "0.5",
    usd_per_m_output: "2",
    usd_per_m_blended: "0.5",
  });
});

test("tokens without a price do not cheapen those that have one", async () => {
  const usage = { inputTokens: 750_000, outputTokens: 250_000 };
  const priced = { ...usage, costPico: 500_000_000_000n };
  await givenAttempts(database.sql, [
    anAttempt({ startedAtUs: startedOn(5), model: "a", ...priced }),
    anAttempt({ startedAtUs: startedOn(5), model: "a", inputTokens: null, outputTokens: null, costPico: null }),
    anAttempt({ startedAtUs: startedOn(5), model: "a", provider: "other", ...usage, costPico: null }),
    anAttempt({ startedAtUs: startedOn(5), model: "unknown", ...usage, costPico: null }),
    anAttempt({ startedAtUs: startedOn(5), model: "lately", ...priced }),
    anAttempt({ startedAtUs: startedOn(5), model: "lately", ...usage, costPico: null }),
  ]);

  const { models, total } = await ask({ window: onDay(5), by: "model" });

  const known = { usd_per_m_output: "2", usd_per_m_blended: "0.5" };
  const unknown = { usd_per_m_output: null, usd_per_m_blended: null };
  expect(models).toMatchObject([
    { model: "a", provider: null, cost_usd: "0.5", ...known },
    { model: "lately", cost_usd: "0.5", ...unknown },
    { model: "unknown", cost_usd: null, ...unknown },
  ]);
  expect(total).toMatchObject({ cost_usd: "1", ...known });
});

test("app with region comes from the attempts themselves: exact", async () => {
  const durations = [3_000, 1_000, 2_000, 5_000, 4_000];
  await givenAttempts(
    database.sql,
    durations.map((durationUs) => anAttempt({ startedAtUs: startedOn(4), durationUs })),
  );
  const filters = { ...NO_FILTERS, app: ["chat"], region: ["us-east-1"] };

  const { models, method, relative_error } = await ask({ window: onDay(4), filters });

  expect([method, relative_error]).toEqual(["exact", 0]);
  expect(models).toMatchObject([{ duration_ms: { n: 5, min: 1, p50: 3, p95: 5, p99: 5, max: 5 } }]);
  const distribution = await getDistribution(database.db, {
    window: onDay(4),
    filters,
    metric: "duration_ms",
    now,
    retention,
  });
  expect(distribution.models[0]?.quantiles.find(({ q }) => q === 0.5)?.value).toBe(3);
});

test("a distribution's bins hold every sample once, between its least and its greatest", async () => {
  const { models } = await getDistribution(database.db, {
    window: WINDOW,
    filters: NO_FILTERS,
    metric: "duration_ms",
    now,
    retention,
  });
  const stats = await ask({ by: "model" });
  expect(models.map(({ model }) => model)).toEqual(["a", "b", "c"]);
  for (const { model, n, quantiles, bins } of models) {
    const duration = stats.models.find((row) => row.model === model)?.duration_ms;
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(n);
    expect([n, quantiles[0]?.value, quantiles.at(-1)?.value]).toEqual([duration?.n, duration?.min, duration?.max]);
    expect(quantiles.map(({ value }) => value)).toEqual(quantiles.map(({ value }) => value).toSorted((a, b) => a - b));
    for (const [index, bin] of bins.entries()) expect(bin.from).toBeGreaterThanOrEqual(bins[index - 1]?.to ?? 0);
  }
});

test("requests that are alike by the hour are worth fewer independent ones", async () => {
  const attempts = Array.from({ length: 24 }, (_, hour) =>
    Array.from({ length: 40 }, (_, index) =>
      anAttempt({
        startedAtUs: Date.UTC(2026, 2, 4, hour, index) * 1_000,
        model: "alike",
        durationUs: (hour % 2 === 0 ? 200_000 : 900_000) + 1_000 * index,
      }),
    ),
  ).flat();
  const even = attempts.map((attempt, index) =>
    anAttempt({ startedAtUs: attempt.startedAtUs, model: "even", durationUs: 200_000 + 997 * ((index * 389) % 960) }),
  );
  await givenAttempts(database.sql, [...attempts, ...even]);
  const window = { from: new Date("2026-03-04T00:00:00Z"), to: new Date("2026-03-05T00:00:00Z") };

  const { models } = await ask({ window, by: "model" });
  const worth = (model: string) => models.find((row) => row.model === model)?.duration_ms.effective_n.p50 ?? null;

  expect(worth("even")).toBe(960);
  // Blocks of three hours hold two hours of one kind and one of the other.
  expect(worth("alike")).toBeLessThan(500);
});
