import { beforeAll, expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { comparisonSchema } from "@/lib/contract/comparison";
import { sizeClassOf } from "@/lib/domain/backtest/size-class";
import { MIX_DIMENSIONS } from "@/lib/domain/comparison/mix";
import { isFailure, isJudged } from "@/lib/domain/outcome";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { foldDeltas } from "../rollups/fold-deltas";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { getComparison } from "./get-comparison";
import type { ComparisonInput } from "./read-compared";

const database = testDatabase();
const window = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-04T00:00:00Z") };
const ask = (over: Partial<ComparisonInput> = {}) =>
  getComparison(database.db, {
    ...{ window, filters: NO_FILTERS, mix: MIX_DIMENSIONS, now: window.to, retention: EVERYTHING_RETAINED },
    ...over,
  }).then((answer) => comparisonSchema.parse(answer));

/** Two models: one answers more of the large inputs, by day, in one region. */
function mixedAttempts(): Attempt[] {
  const random = seededRandom(15);
  return Array.from({ length: 3_000 }, () => {
    const isDay = random() < 0.5;
    const isLarge = random() < 0.4;
    const model = random() < (isLarge ? 0.8 : 0.3) ? "careful" : "quick";
    const minute = Math.floor(random() * 3) * 1_440 + (isDay ? 12 : 0) * 60 + Math.floor(random() * 120);
    const outcome = random() < 0.05 ? "server_error" : random() < 0.02 ? "client_error" : "ok";
    return anAttempt({
      ...{ model, outcome, startedAtUs: (window.from.getTime() + minute * 60_000) * 1_000 },
      ...{ region: random() < (model === "careful" ? 0.7 : 0.4) ? "eu" : "us", provider: "p" },
      operation: random() < 0.2 ? "completion" : "chat",
      durationUs: Math.round((isLarge ? 900_000 : 200_000) * (0.5 + random())),
      inputTokens: outcome === "ok" ? (isLarge ? 20_000 : 500) : null,
      outputTokens: outcome === "ok" ? 100 + Math.floor(random() * 50) : null,
      costPico: outcome === "ok" ? BigInt(isLarge ? 4_000_000 : 1_000_000) : 0n,
    });
  });
}

const attempts = mixedAttempts();
const hourOf = ({ startedAtUs }: Attempt) => new Date(startedAtUs / 1_000).getUTCHours();

/** Shares of failures by direct standardisation, straight from the definition. */
function standardErrorRate(model: string, strataOf: (attempt: Attempt) => string): number {
  const judged = attempts.filter(({ outcome }) => isJudged(outcome));
  const own = (name: string, stratum: string) =>
    judged.filter((attempt) => attempt.model === name && strataOf(attempt) === stratum);
  const common = [...new Set(judged.map(strataOf))].filter((stratum) =>
    ["careful", "quick"].every((name) => own(name, stratum).length >= 2),
  );
  const size = (stratum: string) => own("careful", stratum).length + own("quick", stratum).length;
  const total = common.reduce((sum, stratum) => sum + size(stratum), 0);
  return common.reduce((sum, stratum) => {
    const mine = own(model, stratum);
    const failed = mine.filter(({ outcome }) => isFailure(outcome)).length;
    return sum + (size(stratum) / total) * (failed / mine.length);
  }, 0);
}

/** The weighted percentile of durations, likewise. */
function standardPercentile(model: string, q: number, strataOf: (attempt: Attempt) => string): number {
  const ok = attempts.filter(({ outcome }) => outcome === "ok");
  const own = (name: string, stratum: string) =>
    ok.filter((attempt) => attempt.model === name && strataOf(attempt) === stratum);
  const common = [...new Set(ok.map(strataOf))].filter((stratum) =>
    ["careful", "quick"].every((name) => own(name, stratum).length >= 2),
  );
  const weighted = common
    .flatMap((stratum) => {
      const weight = (own("careful", stratum).length + own("quick", stratum).length) / own(model, stratum).length;
      return own(model, stratum).map(({ durationUs }) => ({ value: (durationUs ?? 0) / 1_000, weight }));
    })
    .sort((a, b) => a.value - b.value);
  let left = weighted.reduce((sum, { weight }) => sum + weight, 0) * q * (1 - 1e-9);
  for (const { value, weight } of weighted) {
    left -= weight;
    if (left <= 0) return value;
  }
  return Number.NaN;
}

beforeAll(async () => {
  await givenAttempts(database.sql, attempts.slice(0, 2_000));
  await foldDeltas(database.sql);
  await givenAttempts(database.sql, attempts.slice(2_000));
});

test("figures like for like are what brute force over single attempts says, whatever the mix tells apart", async () => {
  const whole = await ask();
  const byRegion = await ask({ mix: ["region"] });

  expect([whole.method, whole.mix.stride, whole.mix.attempts]).toEqual(["exact", 1, 3_000]);
  expect(whole.models.map(({ model, why }) => [model, why])).toEqual([
    ["careful", null],
    ["quick", null],
  ]);
  for (const { model, error_rate, duration_ms } of whole.models) {
    const place = (attempt: Attempt) => `${hourOf(attempt)} ${attempt.region} ${attempt.operation}`;
    const kind = (attempt: Attempt) => `${place(attempt)} ${sizeClassOf(attempt.inputTokens)}`;
    expect(error_rate?.value).toBeCloseTo(standardErrorRate(model, place), 10);
    for (const [name, q] of [
      ["p50", 0.5],
      ["p99", 0.99],
    ] as const) {
      // Ranks are those of as many samples: one of them to either side.
      const around = [q - 0.002, q, Math.min(1, q + 0.002)].map((share) => standardPercentile(model, share, kind));
      expect(duration_ms[name]).toBeGreaterThanOrEqual(around[0] ?? 0);
      expect(duration_ms[name]).toBeLessThanOrEqual(around[2] ?? 0);
    }
  }
  expect(byRegion.method).toBe("sketch");
  for (const { model, error_rate, duration_ms } of byRegion.models) {
    expect(error_rate?.value).toBeCloseTo(
      standardErrorRate(model, ({ region }) => region),
      10,
    );
    const p50 = standardPercentile(model, 0.5, ({ region }) => region);
    expect(Math.abs((duration_ms.p50 ?? 0) / p50 - 1)).toBeLessThan(0.02);
  }
});

test("models that are alike on each kind of traffic are alike like for like, though their own traffic is not", async () => {
  const [careful, quick] = (await ask()).models;
  const [ownCareful, ownQuick] = (await ask({ mix: [] })).models;
  const ratio = (a: typeof careful, b: typeof careful) => (a?.duration_ms.p50 ?? 0) / (b?.duration_ms.p50 ?? 1);
  expect(ratio(ownCareful, ownQuick)).toBeGreaterThan(1.5);
  expect(Math.abs(ratio(careful, quick) - 1)).toBeLessThan(0.2);
  const usd = (model: typeof careful) => Number(model?.usd_per_m_output?.value);
  expect(Math.abs(usd(careful) / usd(quick) - 1)).toBeLessThan(0.1);
  expect(usd(ownCareful) / usd(ownQuick)).toBeGreaterThan(1.3);
});

test("weights by dimension add up to one, and what is not in common is named with who lacks it", async () => {
  const later = { from: new Date("2026-03-10T00:00:00Z"), to: new Date("2026-03-11T00:00:00Z") };
  const at = later.from.getTime() * 1_000;
  const some = (model: string, region: string) =>
    Array.from({ length: 40 }, () => anAttempt({ startedAtUs: at, model, region }));
  await givenAttempts(database.sql, [...some("careful", "eu"), ...some("quick", "eu"), ...some("quick", "moon")]);
  const { mix, models } = await ask({ window: later, filters: { ...NO_FILTERS, model: ["careful", "quick", "typo"] } });
  for (const { values } of mix.weights) {
    expect(values.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
  }
  expect(mix.missing.find(({ stratum }) => stratum.includes("moon"))?.lacking).toEqual(["careful"]);
  expect(mix.coverage).toBeCloseTo(2 / 3, 9);
  expect(models[2]).toMatchObject({ model: "typo", why: "no attempts with these filters", error_rate: null });
});

test("uptime by minutes is of all of a model's traffic, whatever filters leave of it", async () => {
  const none = await ask({ filters: { ...NO_FILTERS, tier: ["nobody's"], model: ["careful"] } });
  const all = await ask();
  expect(none.models[0]).toMatchObject({ attempts: 0, uptime: all.models[0]?.uptime });
  expect(all.models[0]?.uptime.minutes).toBeGreaterThan(0.5);
  expect(all.models[0]?.uptime.coverage).toBeGreaterThan(0);
});

test("beyond the retention of single attempts, what is retained is compared and the answer says since when", async () => {
  const from = Date.UTC(2026, 2, 2) / 60_000;
  const answer = await ask({ retention: { ...EVERYTHING_RETAINED, rawRetainedFrom: from } });
  expect(answer.from).toBe("2026-03-02T00:00:00.000Z");
  expect(answer.mix.attempts).toBeLessThan(3_000);
  // Minutes are retained longer, and shown beside what each model has of all that was asked.
  const uptimes = (models: typeof answer.models) => models.map(({ model, uptime }) => ({ model, uptime }));
  expect(uptimes(answer.models)).toEqual(uptimes((await ask()).models));
});

test("where none are retained of a window, nothing is decided by what else is known of it", async () => {
  const filters = { ...NO_FILTERS, model: ["careful", "quick"] };
  const rawRetainedFrom = Date.UTC(2026, 2, 9) / 60_000;
  const answer = await ask({ filters, retention: { ...EVERYTHING_RETAINED, rawRetainedFrom } });

  expect([answer.from, answer.to]).toEqual(["2026-03-04T00:00:00.000Z", "2026-03-04T00:00:00.000Z"]);
  const of = (wanted: string) => answer.winners.find(({ concern }) => concern === wanted);
  expect(of("highest_uptime")).toMatchObject({ winner: null, n: 0 });
  expect(of("variety")).toMatchObject({ winner: null, why: "not known of any of them" });
});

test("where slices of a busy model are read, the answer is a sample, and a rare model's figures are of all its attempts", async () => {
  const long = { from: new Date("2026-04-01T00:00:00Z"), to: new Date("2026-04-03T00:00:00Z") };
  const every = 4_000_000;
  await givenAttempts(
    database.sql,
    Array.from({ length: 42_000 }, (_, n) =>
      anAttempt({
        startedAtUs: long.from.getTime() * 1_000 + n * every,
        ...(n % 100 === 0
          ? { model: "rare", region: "eu", outcome: n % 1_000 === 0 ? "timeout" : "ok" }
          : { model: "busy" }),
        ...(n % 3 === 0 && { region: "eu" }),
      }),
    ),
  );
  const [all, rare] = await Promise.all([
    ask({ window: long, mix: ["region", "operation"] }),
    ask({ window: long, filters: { ...NO_FILTERS, model: ["rare"] } }),
  ]);

  expect([all.method, all.mix.stride]).toEqual(["sample", 7]);
  const [busy, beside] = all.models;
  expect(beside).toMatchObject({ model: "rare", stride: 1, attempts: 420, error_rate: { value: 0.1, n: 420 } });
  expect(busy).toMatchObject({ model: "busy", stride: 7 });
  expect(Math.abs(((busy?.attempts ?? 0) * 7) / 41_580 - 1)).toBeLessThan(0.02);
  // Of the traffic, not of what was read of it: two thirds of the busy model's are of another region.
  expect(Math.abs((all.mix.coverage ?? 0) - 14_280 / 42_000)).toBeLessThan(0.01);
  expect([rare.method, rare.mix.stride, rare.mix.attempts]).toEqual(["exact", 1, 420]);
}, 60_000);
