import { beforeAll, expect, test } from "vitest";
import { newDiscountSchema } from "@/lib/contract/discounts";
import { PLAIN_TERMS } from "@/lib/domain/pricing/price";
import { formatUsd } from "@/lib/domain/pricing/usd";
import type { OwnLine } from "@/lib/domain/reconciliation/bill-line";
import { DAY_MINUTES, DAY_MS, DAY_US, HOUR_US } from "@/lib/domain/time/units";
import { addDiscount } from "../prices/add-discount";
import { insertPrices } from "../prices/insert-prices";
import { loadPriceBook } from "../prices/load-price-book";
import { foldDeltas } from "../rollups/fold-deltas";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { readOwnLines } from "./read-own-lines";

const database = testDatabase();
const FIRST = Date.UTC(2026, 2, 1);
const at = (hour: number, minute = 0) => FIRST * 1_000 + hour * HOUR_US + minute * 60_000_000;
const dates = { from: FIRST, to: FIRST + 2 * DAY_MS };

beforeAll(async () => {
  const own = {
    provider: "acme",
    model: "m",
    inputTokens: 1_000,
    cachedInputTokens: 400,
    cacheWriteTokens: 100,
    outputTokens: 200,
  };
  await givenAttempts(database.sql, [
    anAttempt({ ...own, startedAtUs: at(10), reasoningTokens: 50, costPico: 1_000n }),
    anAttempt({ ...own, startedAtUs: at(18, 29), costPico: 2_000n, costEstimated: true, serviceTier: "flex" }),
    anAttempt({ ...own, startedAtUs: at(18, 31), costPico: null }),
    // The caller left: what was sent is charged for, what came is not.
    anAttempt({ ...own, startedAtUs: at(19), outcome: "cancelled", costPico: 500n, costEstimated: true }),
    anAttempt({ ...own, startedAtUs: at(20), outcome: "rate_limited", costPico: 0n }),
    anAttempt({ ...own, startedAtUs: at(21), operation: "batch", costPico: 4_000n }),
    anAttempt({ ...own, startedAtUs: at(10), provider: "another", costPico: 9_000n }),
    anAttempt({ ...own, startedAtUs: at(0) + 2 * DAY_US, costPico: 9_000n }),
  ]);
  await foldDeltas(database.sql);
});

const texts = (lines: readonly OwnLine[]) =>
  lines
    .map(({ period, bucket, tier, tokens, pricedTokens, picoUsd, estimatedPicoUsd }) =>
      [period, bucket, tier ?? "-", tokens, pricedTokens, picoUsd, estimatedPicoUsd].join(" "),
    )
    .sort();

test("what is charged for, by tier, of one provider; without a price, all of a call is one bucket", async () => {
  const input = { dates, zone: "UTC", providers: ["acme"], retention: EVERYTHING_RETAINED };
  expect(texts(await readOwnLines(database.db, input))).toEqual([
    "2026-03-01 all - 2200 2200 1500 500",
    "2026-03-01 all batch 1200 1200 4000 0",
    "2026-03-01 all flex 1200 1200 2000 2000",
    "2026-03-01 cache_write - 100 0 0 0",
    "2026-03-01 cached_input - 400 0 0 0",
    "2026-03-01 input - 500 0 0 0",
    "2026-03-01 output - 200 0 0 0",
  ]);
});

test("a discounted price splits a cost into its buckets as any other does, and is named", async () => {
  const terms = { inputPicoPerM: 2_000_000_000_000n, outputPicoPerM: 8_000_000_000_000n };
  const sold = { provider: "discounter", model: "m" };
  await insertPrices(database.db, [
    {
      ...{ ...PLAIN_TERMS, ...terms, ...sold, validFrom: 0, validTo: null },
      ...{ source: "manual", sourceNote: null, createdBy: null, reason: null },
    },
  ]);
  const rule = {
    name: "Tenth",
    provider: "discounter",
    percent: "10",
    valid_from: "2026-01-01T00:00:00Z",
    reason: "signed",
  };
  const input = newDiscountSchema.parse(rule);
  await database.db.transaction((tx) => addDiscount(tx, { input, actor: "test", now: new Date(FIRST) }));
  const conditions = { serviceTier: null, region: null, inputTokens: null, outputTokens: null };
  const price = (await loadPriceBook(database.db)).find("discounter", "m", at(1), conditions);
  const used = { inputTokens: 1_000, outputTokens: 100, costPico: 1_800_000_000n + 720_000_000n };
  await givenAttempts(database.sql, [anAttempt({ ...sold, ...used, startedAtUs: at(1), priceId: Number(price?.id) })]);

  const question = { dates, zone: "UTC", providers: ["discounter"], retention: EVERYTHING_RETAINED };
  const lines = await readOwnLines(database.db, question);

  expect(lines.map(({ bucket, picoUsd, priceIds }) => [bucket, picoUsd, priceIds])).toEqual([
    ["input", 1_800_000_000n, [price?.id]],
    ["output", 720_000_000n, [price?.id]],
  ]);
});

test("days begin where the zone's do, half an hour apart too", async () => {
  const input = { dates, zone: "Asia/Kolkata", providers: ["acme"], retention: EVERYTHING_RETAINED };
  const lines = await readOwnLines(database.db, input);
  const costs = (period: string) =>
    lines.filter((line) => line.period === period).reduce((sum, line) => sum + line.picoUsd, 0n);
  // 18:30 UTC is midnight in India.
  expect([costs("2026-03-01"), costs("2026-03-02")]).toEqual([3_000n, 4_500n]);
});

test("days without single attempts come from sums, and cost the same", async () => {
  const retention = { ...EVERYTHING_RETAINED, rawRetainedFrom: FIRST / 60_000 + 30 * DAY_MINUTES };
  const lines = await readOwnLines(database.db, { dates, zone: "UTC", providers: ["acme"], retention });
  expect(formatUsd(lines.reduce((sum, { picoUsd }) => sum + picoUsd, 0n))).toBe(formatUsd(7_500n));
  expect(lines.every(({ provider }) => provider === "acme")).toBe(true);
});
