import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { newDiscountSchema } from "@/lib/contract/discounts";
import type { Spend, SpendTotal } from "@/lib/contract/spend";
import { PLAIN_TERMS } from "@/lib/domain/pricing/price";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS, type SpendGroup } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { epochMinute } from "@/lib/domain/time/time-window";
import { addDiscount } from "../prices/add-discount";
import { insertPrices } from "../prices/insert-prices";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase } from "../testing";
import { bruteSums } from "../testing/brute-force";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { aUsage, givenUsage } from "../testing/given-usage";
import { randomAttempts } from "../testing/random-attempts";
import { getSpend, type SpendInput } from "./get-spend";

const database = testDatabase();
const USD = 1_000_000_000_000n;
const at = (text: string) => new Date(`${text}Z`);
const WINDOW = { from: at("2026-03-05T00:00"), to: at("2026-03-09T00:00") };
const pico = (usd: string | null) => (usd === null ? 0n : (parseUsd(usd) ?? 0n));
const attempts = randomAttempts(seededRandom(8), 1_200, WINDOW);
const price = {
  ...{
    ...PLAIN_TERMS,
    validFrom: 0,
    validTo: null,
    source: "by hand",
    sourceNote: null,
    createdBy: null,
    reason: null,
  },
};
const ask = (input: Partial<SpendInput> = {}) =>
  getSpend(database.db, {
    ...{ window: WINDOW, filters: NO_FILTERS, groupBy: [], interval: "none", tz: "UTC" },
    ...{ now: WINDOW.to, retention: EVERYTHING_RETAINED, ...input },
  });

/** What of a total must be the sum of its rows. */
function parts({ certainty, matched }: SpendTotal) {
  if (!certainty || !matched) throw new Error("Details were asked for");
  return [
    ...[certainty.certain_usd, certainty.estimated_usd, certainty.undivided_usd].map(pico),
    ...[certainty.unpriced_low_usd, certainty.unpriced_high_usd, matched.cost_usd, matched.reported_cost_usd].map(pico),
    ...[BigInt(certainty.unpriced_tokens), BigInt(matched.attempts)],
  ];
}
const sumOf = (spend: Spend) =>
  spend.rows.map(parts).reduce((sum, row) => sum.map((part, index) => part + (row[index] ?? 0n)));

test("what is certain, estimated, matched and unpriced is brute force's, and rows add up to the total in every grouping", async () => {
  await givenAttempts(database.sql, attempts.slice(0, 800));
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: at("2026-03-07T00:00") });
  await givenAttempts(database.sql, attempts.slice(800));
  const rates = { inputPicoPerM: 3n * USD, outputPicoPerM: 15n * USD };
  await insertPrices(database.db, [
    { ...price, provider: "elsewhere", model: "a", ...rates },
    { ...price, provider: "elsewhere", model: "maker/a", ...rates, inputPicoPerM: USD },
    { ...price, provider: "elsewhere", model: "unheard of", inputPicoPerM: USD / 10n, outputPicoPerM: 600n * USD },
  ]);
  const groupings: SpendGroup[][] = [
    [],
    ["model"],
    ["app", "model"],
    ["app", "team"],
    ["tier", "region"],
    ["consumer"],
  ];
  const brute = bruteSums(attempts);
  for (const groupBy of groupings) {
    const spend = await ask({ groupBy });
    const { certainty, matched, cost_usd } = spend.total;
    expect(pico(certainty?.certain_usd ?? null) + pico(certainty?.estimated_usd ?? null)).toBe(pico(cost_usd));
    expect(pico(certainty?.estimated_usd ?? null)).toBe(brute.estimated_cost_pico);
    expect(BigInt(certainty?.unpriced_tokens ?? 0)).toBe(brute.unpriced_input_tokens + brute.unpriced_output_tokens);
    expect(matched).toEqual({
      attempts: Number(brute.matched),
      cost_usd: formatUsd(brute.matched_cost_pico),
      reported_cost_usd: formatUsd(brute.matched_reported_cost_pico),
    });
    expect([groupBy, sumOf(spend)]).toEqual([groupBy, parts(spend.total)]);
    expect(new Set(spend.unpriced_models?.map(({ model, basis }) => `${model} ${basis}`))).toEqual(
      new Set(["a same_model", "b all_prices", "c all_prices"]),
    );
  }
  const { input, output } = unpricedOf(attempts.filter(({ model, provider }) => model === "a" && provider === "p"));
  const models = (await ask()).unpriced_models;
  expect(models?.find(({ model, provider }) => model === "a" && provider === "p")).toMatchObject({
    low_usd: formatUsd(input * 1_000_000n + output * 15_000_000n),
    high_usd: formatUsd(input * 3_000_000n + output * 15_000_000n),
  });
});

function unpricedOf(some: readonly Attempt[]) {
  const { unpriced_input_tokens: input, unpriced_output_tokens: output } = bruteSums(some);
  return { input, output };
}

test("where routers report three in ten, the comparison is of those, and equal costs show no difference", async () => {
  const startedAtUs = at("2026-04-01T12:00").getTime() * 1_000;
  const sample = Array.from({ length: 100 }, (_, index) =>
    anAttempt({ startedAtUs: startedAtUs + index, costPico: USD, reportedCostPico: index % 10 < 3 ? USD : null }),
  );
  const unpriced = anAttempt({ startedAtUs: startedAtUs + 500, costPico: null, reportedCostPico: 9n * USD });
  await givenAttempts(database.sql, [...sample, unpriced]);

  const { total } = await ask({ window: { from: at("2026-04-01T00:00"), to: at("2026-04-02T00:00") } });

  expect(total).toMatchObject({ cost_usd: "100", reported_cost_usd: "39" });
  expect(total.matched).toEqual({ attempts: 30, cost_usd: "30", reported_cost_usd: "30" });
});

test("costs from before sums told what is estimated are neither, in every row", async () => {
  const known = at("2026-03-07T00:00");
  const retention = { ...EVERYTHING_RETAINED, partsKnownFrom: epochMinute(known) };
  const older = await ask({ window: { ...WINDOW, to: known } });

  const spend = await ask({ retention, groupBy: ["app"] });

  expect(spend.certainty_from).toBe(known.toISOString());
  expect(spend.total.certainty?.undivided_usd).toBe(older.total.cost_usd);
  expect(sumOf(spend)).toEqual(parts(spend.total));
  expect((await ask()).certainty_from).toBeNull();
});

test("a bill's cost is certain, and what it lists without one is an estimate", async () => {
  const startsAtUs = at("2026-05-01T00:00").getTime() * 1_000;
  const usage = { startsAtUs, provider: "bill", amountPico: 3n * USD, costPico: 3n * USD };
  await givenUsage(database.sql, [
    aUsage(usage),
    aUsage({ ...usage, provider: "list", costPico: 2n * USD, costEstimated: true }),
  ]);

  const { total } = await ask({ window: { from: at("2026-05-01T00:00"), to: at("2026-05-02T00:00") } });

  expect(total).toMatchObject({ cost_usd: "5", certainty: { certain_usd: "3", estimated_usd: "2" } });
});

test("what would have been charged nothing is worth nothing, whatever its tokens", async () => {
  const startedAtUs = at("2026-06-01T12:00").getTime() * 1_000;
  const window = { from: at("2026-06-01T00:00"), to: at("2026-06-02T00:00") };
  await givenAttempts(database.sql, [anAttempt({ startedAtUs, costPico: null, outcome: "client_error" })]);
  expect((await ask({ window })).total.certainty).toMatchObject({ unpriced_tokens: 0, unpriced_high_usd: "0" });
});

test("unpriced tokens may be worth as little as a discounted price makes of them, while the discount holds", async () => {
  const deal = newDiscountSchema.parse({
    ...{ name: "EDP", provider: "dealer", percent: "25", reason: "signed" },
    ...{ valid_from: "2026-07-02T00:00:00Z", valid_to: "2026-07-03T00:00:00Z" },
  });
  await database.db.transaction((tx) => addDiscount(tx, { input: deal, actor: "test", now: WINDOW.to }));
  await insertPrices(database.db, [
    { ...price, provider: "dealer", model: "deal", inputPicoPerM: 4n * USD, outputPicoPerM: 8n * USD },
  ]);
  const ofDay = (day: string) => ({ from: at(`${day}T00:00`), to: at(`${day}T23:59`) });
  const days = ["2026-07-01", "2026-07-02", "2026-07-03"].map(ofDay);
  const used = { model: "deal", provider: "unheard of", costPico: null, inputTokens: 1_000_000, outputTokens: 0 };
  await givenAttempts(
    database.sql,
    days.map(({ from }) => anAttempt({ ...used, startedAtUs: from.getTime() * 1_000 })),
  );

  const bounds = await Promise.all(days.map(async (window) => (await ask({ window })).unpriced_models?.[0]));

  expect(bounds.map((bound) => [bound?.low_usd, bound?.high_usd])).toEqual([
    ["4", "4"],
    ["3", "3"],
    ["4", "4"],
  ]);
});
