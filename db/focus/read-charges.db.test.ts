import { beforeAll, expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { MONTH_ROWS_HEADER } from "@/lib/contract/month-row";
import type { Charge } from "@/lib/domain/focus/charge";
import { focusColumns } from "@/lib/domain/focus/focus-columns";
import { ONE, ofPico } from "@/lib/domain/focus/focus-decimal";
import { costOfAttempt } from "@/lib/domain/pricing/cost";
import { NO_RATES } from "@/lib/domain/pricing/exchange-rates";
import { PLAIN_TERMS, type Price } from "@/lib/domain/pricing/price";
import { tokenUsageOf } from "@/lib/domain/pricing/token-usage";
import { NO_PARTS } from "@/lib/domain/pricing/usage-parts";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { startOfDate } from "@/lib/domain/time/time-zone";
import { DAY_MS, DAY_US, HOUR_MS, HOUR_US, MINUTE_MS } from "@/lib/domain/time/units";
import { insertPrices } from "../prices/insert-prices";
import { listPrices } from "../prices/list-prices";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { getSpend } from "../spend/get-spend";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { focusProblems } from "../testing/focus-problems";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { aUsage, givenUsage } from "../testing/given-usage";
import { randomAttempts } from "../testing/random-attempts";
import { type ChargesInput, readCharges } from "./read-charges";
import { readInvoiceLines, readIssuerMonths } from "./read-invoices";

const database = testDatabase();
const NOW = new Date("2026-04-20T00:00:00Z");
const STORED = { from: new Date("2026-02-25T00:00:00Z"), to: new Date("2026-04-03T00:00:00Z") };
const retention = EVERYTHING_RETAINED;
const usd = (text: string) => parseUsd(text) ?? 0n;

beforeAll(async () => {
  const random = seededRandom(14);
  const terms = {
    ...{ ...PLAIN_TERMS, validFrom: 0, validTo: null, cachedInputPicoPerM: usd("0.0123456789") },
    ...{ source: "test", sourceNote: null, createdBy: null, reason: null, reasoningPicoPerM: usd("7.7") },
  };
  const odd = { inputPicoPerM: usd("0.123456789012"), outputPicoPerM: usd("1.5") };
  const calendar = { zone: "UTC", weekdays: null, hours: [{ from: 75, to: 255 }], holidays: null };
  await insertPrices(database.db, [
    { ...terms, ...odd, provider: "p", model: "a" },
    { ...terms, ...odd, provider: "p", model: "b", serviceTier: "flex", calendar },
    { ...terms, ...odd, provider: "q", model: "a", cachedInputPicoPerM: null, contextAboveTokens: 128_000 },
  ]);
  const prices = await listPrices(database.db);
  const attempts = randomAttempts(random, 1_200, STORED).map((attempt) => priced(attempt, prices));
  await givenAttempts(database.sql, attempts.slice(0, 900));
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date("2026-03-20T00:00:00Z") });
  await givenAttempts(database.sql, attempts.slice(900));
  await givenUsage(
    database.sql,
    Array.from({ length: 200 }, (_, index) => {
      const amountPico = BigInt(Math.floor((random() - 0.1) * 1e15));
      const isKnown = random() < 0.8;
      const isHour = random() < 0.3;
      const startsAtUs =
        STORED.from.getTime() * 1_000 + Math.floor(random() * 36) * DAY_US + (isHour ? 5 * HOUR_US : 0);
      return aUsage({
        ...{ id: `u-${index}`, startsAtUs, endsAtUs: startsAtUs + (isHour ? HOUR_US : DAY_US) },
        ...{ provider: random() < 0.2 ? "p" : "vendor", issuer: random() < 0.5 ? "reseller" : null },
        ...{ model: random() < 0.2 ? null : "m", team: "red", amountPico, currency: isKnown ? "USD" : "CNY" },
        ...{ costPico: isKnown ? amountPico : null, inputTokens: random() < 0.5 ? 10 : null },
      });
    }),
  );
});

/** As ingest prices it, where there is a price; else what it is. */
function priced(attempt: Attempt, prices: readonly Price[]): Attempt {
  const price = prices.find(({ provider, model }) => provider === attempt.provider && model === attempt.model);
  if (!price) return attempt;
  const cost = costOfAttempt({
    ...{ price, outcome: attempt.outcome, usage: tokenUsageOf(attempt).usage, usageSource: "reported" },
    ...{ at: attempt.startedAtUs, rates: NO_RATES, parts: NO_PARTS },
  });
  return { ...attempt, priceId: Number(price.id), costPico: cost.picoUsd, costEstimated: cost.estimated };
}

async function chargesOf(input: Omit<ChargesInput, "retention" | "now"> & Partial<ChargesInput>): Promise<Charge[]> {
  const charges: Charge[] = [];
  for await (const batch of readCharges(database.db, { retention, now: NOW, ...input })) charges.push(...batch);
  return charges;
}

async function spendOf(window: TimeWindow, own = retention): Promise<bigint> {
  const spend = await getSpend(database.db, {
    ...{ window, filters: NO_FILTERS, groupBy: [], interval: "none", tz: "UTC", now: NOW, retention: own },
  });
  return ofPico(parseUsd(spend.total.cost_usd ?? "0") ?? 0n);
}

const billed = (rows: readonly { billed: bigint }[]) => rows.reduce((sum, row) => sum + row.billed, 0n);

const WINDOWS: [string, TimeWindow][] = [
  ["a month", { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-04-01T00:00:00Z") }],
  ["two months in part", { from: new Date("2026-02-25T13:21:00Z"), to: new Date("2026-04-02T02:07:00Z") }],
  ...["Asia/Shanghai", "Asia/Kathmandu", "America/New_York", "Pacific/Auckland"].map((zone): [string, TimeWindow] => [
    `March in ${zone}`,
    { from: new Date(startOfDate(Date.UTC(2026, 2, 1), zone)), to: new Date(startOfDate(Date.UTC(2026, 3, 1), zone)) },
  ]),
  ["an hour", { from: new Date("2026-03-10T10:30:00Z"), to: new Date("2026-03-10T11:30:00Z") }],
];

test.each(WINDOWS)(
  "of %s what is billed is the spend, to the last digit, and the file follows the specification",
  async (_, window) => {
    const spend = await spendOf(window);
    for (const [granularity, version] of [
      ["day", "1.2"],
      ["hour", "1.4"],
    ] as const) {
      const charges = await chargesOf({ window, granularity });
      expect(charges.length).toBeGreaterThan(3);
      expect(billed(charges)).toBe(spend);
      expect(focusProblems({ dataset: "cost_and_usage", version }, charges)).toEqual([]);
      expect(
        charges
          .filter(
            ({ unitPrice, pricingQuantity, contracted }) =>
              (unitPrice ?? 0n) * (pricingQuantity ?? 0n) !== contracted * ONE,
          )
          .filter(({ unitPrice }) => unitPrice !== null),
      ).toEqual([]);
      expect(charges.filter(({ billed: cost, contracted }) => cost - contracted > ofPico(1_000n))).toEqual([]);
      expect(charges.filter(({ billed: cost, contracted }) => contracted - cost > ofPico(1_000n))).toEqual([]);
    }
  },
);

test("invoices and their lines add up to the same, and have the ids that the charges have", async () => {
  const [, window] = WINDOWS[1] as [string, TimeWindow];
  const charges = await chargesOf({ window, granularity: "day" });
  const lines = await readInvoiceLines(database.db, { window, retention, now: NOW });
  const months = await readIssuerMonths(database.db, { window, retention, now: NOW });

  expect(billed(lines)).toBe(billed(charges));
  expect(focusProblems({ dataset: "invoice_detail", version: "1.4" }, lines)).toEqual([]);
  expect(focusProblems({ dataset: "billing_period", version: "1.4" }, months)).toEqual([]);
  const idOf = (name: string) => focusColumns("cost_and_usage", "1.4").find((column) => column.name === name);
  const own = new Set(
    charges.filter((charge) => charge.billed !== 0n).map((charge) => idOf("InvoiceDetailId")?.value(charge)),
  );
  const lineId = focusColumns("invoice_detail", "1.4").find(({ name }) => name === "InvoiceDetailId");
  expect(lines.every((line) => own.has(lineId?.value(line)))).toBe(true);
  expect(new Set(months.map(({ issuer }) => issuer))).toEqual(new Set(["p", "q", "vendor", "reseller"]));
});

test("days whose single attempts are gone come from sums, and still add up to the spend", async () => {
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: STORED.to });
  const [, window] = WINDOWS[0] as [string, TimeWindow];
  const goneBefore = new Date("2026-03-15T07:31:00Z").getTime() / MINUTE_MS;
  const gone = { ...retention, minuteRetainedFrom: goneBefore, rawRetainedFrom: goneBefore };
  const charges = await chargesOf({ window, granularity: "hour", retention: gone });
  const sourceOf = ({ series, fromMs }: Charge) => [series.source, fromMs < Date.UTC(2026, 2, 16)];
  const summed = charges.filter(({ series }) => series.source === "sums");

  expect(billed(charges)).toBe(await spendOf(window, gone));
  expect(focusProblems({ dataset: "cost_and_usage", version: "1.4" }, charges)).toEqual([]);
  expect(summed.every(({ fromMs, toMs }) => toMs - fromMs === DAY_MS)).toBe(true);
  expect(
    charges.filter(({ series }) => series.source === "attempts").every((each) => each.toMs - each.fromMs === HOUR_MS),
  ).toBe(true);
  expect(
    new Set(
      charges
        .filter(({ series }) => series.source !== "usage record")
        .map(sourceOf)
        .map(String),
    ),
  ).toEqual(new Set(["sums,true", "attempts,false"]));
});

test("each bucket is a row at its own price; what is not charged for is consumed alone; no cost is a row without one", async () => {
  const startedAtUs = Date.UTC(2025, 5, 10, 9, 15) * 1_000;
  const [price] = await listPrices(database.db);
  const own = { startedAtUs, provider: "p", model: "a", region: "global", app: "chat", team: "red", key: "ci" };
  const used = {
    inputTokens: 1_000_000,
    cachedInputTokens: 400_000,
    cacheWriteTokens: 100_000,
    outputTokens: 50_000,
    reasoningTokens: 10_000,
  };
  const attempts = [{}, { outcome: "cancelled" as const }, { outcome: "server_error" as const }].map((more) =>
    priced(anAttempt({ ...own, ...used, ...more }), price ? [price] : []),
  );
  await givenAttempts(database.sql, [
    ...attempts,
    anAttempt({ ...own, ...used, costPico: null, priceId: Number(price?.id) }),
  ]);
  const window = { from: new Date("2025-06-01T00:00:00Z"), to: new Date("2025-07-01T00:00:00Z") };
  const charges = await chargesOf({ window, granularity: "hour" });
  const row = ({ series, pricingQuantity, consumedQuantity, unitPrice }: Charge) => [
    series.sku?.meter ?? series.category,
    Number(pricingQuantity ?? 0n) / 1e18,
    consumedQuantity ?? 0,
    Number(unitPrice ?? 0n) / 1e18,
  ];

  expect(charges.map(row)).toEqual([
    ["Input Tokens", 1, 1_500_000, 0.123456789012],
    ["Cached Input Tokens", 0.8, 1_200_000, 0.0123456789],
    ["Cache Write Tokens", 0.2, 300_000, 0.123456789012],
    ["Output Tokens", 0.04, 120_000, 1.5],
    ["Reasoning Tokens", 0.01, 30_000, 7.7],
    ["Adjustment", 0, 0, 0],
  ]);
  expect(charges.at(-1)).toMatchObject({ billed: 0n, attempts: 1, pricedShare: 0n, unpricedTokens: 1_050_000 });
  expect(charges[0]).toMatchObject({
    ...{ attempts: 3, fromMs: Date.UTC(2025, 5, 10, 9), toMs: Date.UTC(2025, 5, 10, 10) },
    pricedShare: (ONE / 4n) * 3n,
    series: {
      ...{ provider: "p", service: "a", region: null, principal: "ci", priceId: price?.id },
      tags: '{"app":"chat","tier":"standard","team":"red","key":"ci"}',
      sku: { id: "p:a:input", priceId: "p:a:input", details: '{"x_ModelId":"a","x_TokenDirection":"Input"}' },
    },
  });
});

test("whoever stops reading ends the transaction", async () => {
  const [, window] = WINDOWS[1] as [string, TimeWindow];
  for await (const batch of readCharges(database.db, { window, granularity: "hour", retention, now: NOW })) {
    expect(batch.length).toBeGreaterThan(0);
    break;
  }
  const [row] = await database.sql`
    select count(*)::int as open from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`;
  expect(row?.open).toBe(0);
});

test("a closed month that ends within a day of which only the whole is left is not exported together with that day", async () => {
  const [from, to] = ["2026-02-28T16:00:00Z", "2026-03-31T16:00:00Z"];
  await database.sql`
    insert into month_close (month, zone, starts_at, ends_at, closed_at, closed_by, statement, signature, key_id, public_key)
    values ('2026-03', 'Asia/Shanghai', ${from}, ${to}, now(), 'finn', '{"models":[]}', '', '', '')`;
  await database.sql`insert into month_close_rows (month, piece, lines) values ('2026-03', 0, ${`${MONTH_ROWS_HEADER}\n`})`;
  const goneBefore = Date.UTC(2026, 3, 20) / MINUTE_MS;
  const daysAlone = {
    ...{ ...retention, minuteRetainedFrom: goneBefore, rawRetainedFrom: goneBefore },
    quarterRetainedFrom: goneBefore,
  };
  const month = { from: new Date(from), to: new Date(to) };
  const later = { from: month.from, to: new Date("2026-04-02T00:00:00Z") };

  await expect(chargesOf({ window: later, granularity: "day", retention: daysAlone })).rejects.toMatchObject({
    ...{ code: "UNPROCESSABLE", message: expect.stringContaining("2026-03-31T16:00:00.000Z") },
  });
  expect(await chargesOf({ window: month, granularity: "day", retention: daysAlone })).toEqual([]);
  await expect(chargesOf({ window: later, granularity: "day" })).resolves.toBeDefined();

  // What came in since is not known any more, and the file of what follows says so.
  const open = await chargesOf({ window: { ...later, from: month.to }, granularity: "day", retention: daysAlone });
  const corrections = open.filter(({ series }) => series.class === "Correction");
  expect(corrections.map(({ series, billed: cost }) => [series.category, series.description, cost])).toEqual([
    ["Adjustment", "All models of unassigned, unassigned: no longer known, what came after 2026-03 was closed", 0n],
  ]);
  expect(focusProblems({ dataset: "cost_and_usage", version: "1.4" }, open)).toEqual([]);
});
