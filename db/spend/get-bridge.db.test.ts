import { beforeAll, expect, test } from "vitest";
import type { Bridge } from "@/lib/contract/bridge";
import { newCapacitySchema } from "@/lib/contract/capacity";
import { PLAIN_TERMS } from "@/lib/domain/pricing/price";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { BRIDGE_TERMS } from "@/lib/domain/spend/bridge-group";
import { DAY_MS } from "@/lib/domain/time/units";
import { addCapacity } from "../capacity/add-capacity";
import { insertPrices } from "../prices/insert-prices";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase, withRollback } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { aUsage, givenUsage } from "../testing/given-usage";
import { randomAttempts } from "../testing/random-attempts";
import { type BridgeInput, getBridge } from "./get-bridge";
import { getSpend } from "./get-spend";

const database = testDatabase();
const USD = 1_000_000_000_000n;
const day = (text: string) => new Date(`${text}T00:00:00Z`);
const spanOf = (from: string, to: string) => ({ from: day(from), to: day(to) });
const pico = (usd: string) => parseUsd(usd) ?? 0n;
const ask = (input: Pick<BridgeInput, "before" | "after"> & Partial<BridgeInput>) =>
  getBridge(database.db, {
    filters: NO_FILTERS,
    tz: "UTC",
    now: day("2026-03-20"),
    retention: EVERYTHING_RETAINED,
    ...input,
  });
const sumOf = (terms: Bridge["terms"]) => BRIDGE_TERMS.reduce((sum, term) => sum + pico(terms[term]), 0n);
/** The day of the first record of all. */
const RECORDS_FROM = "2025-05-01";
const changed = (terms: Bridge["terms"]) => BRIDGE_TERMS.filter((term) => terms[term] !== "0");

beforeAll(() => given(RECORDS_FROM, 1, { provider: "house", model: "first" }));

test("of any traffic the terms add up to the difference of what spend says, by model and in all, under any filter", async () => {
  const stored = spanOf("2026-03-04", "2026-03-12");
  const attempts = randomAttempts(seededRandom(11), 2_500, stored);
  await givenAttempts(database.sql, attempts.slice(0, 1_500));
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: day("2026-03-08") });
  await givenAttempts(database.sql, attempts.slice(1_500));
  await givenUsage(database.sql, [
    aUsage({
      startsAtUs: day("2026-03-09").getTime() * 1_000,
      provider: "bill",
      amountPico: 3n * USD,
      costPico: 3n * USD,
    }),
  ]);
  const before = spanOf("2026-03-04", "2026-03-08");
  const after = spanOf("2026-03-08", "2026-03-12");
  const assigned = attempts.find(({ tier }) => tier !== null);
  const [tier, app] = [assigned?.tier ?? "", assigned?.app ?? ""];
  for (const filters of [NO_FILTERS, { ...NO_FILTERS, tier: [tier] }, { ...NO_FILTERS, app: [app] }]) {
    const bridge = await ask({ before, after, filters });
    const costOf = async (window: typeof before) => {
      const context = { filters, groupBy: [], interval: "none", tz: "UTC", retention: EVERYTHING_RETAINED } as const;
      return (await getSpend(database.db, { ...context, window, now: stored.to })).total.cost_usd;
    };
    expect(bridge.rows.length).toBeGreaterThan(1);
    expect([bridge.before.cost_usd, bridge.after.cost_usd]).toEqual([await costOf(before), await costOf(after)]);
    const difference = pico(bridge.after.cost_usd ?? "0") - pico(bridge.before.cost_usd ?? "0");
    expect(pico(bridge.difference_usd)).toBe(difference);
    expect(sumOf(bridge.terms)).toBe(difference);
    for (const row of bridge.rows) expect(sumOf(row.terms)).toBe(pico(row.difference_usd));
    expect(bridge.rows.reduce((sum, row) => sum + pico(row.difference_usd), pico(bridge.terms.usage_records))).toBe(
      difference,
    );
    const back = await ask({ before: after, after: before, filters });
    expect(sumOf(back.terms)).toBe(-difference);
    expect(back.terms.mix).toBe(negated(bridge.terms.mix));
  }
  expect((await ask({ before, after })).terms.usage_records).toBe("3");
  expect(changed((await ask({ before: after, after })).terms)).toEqual([]);
});

function negated(usd: string): string {
  return usd === "0" ? usd : usd.startsWith("-") ? usd.slice(1) : `-${usd}`;
}

const given = (from: string, count: number, overrides: Parameters<typeof anAttempt>[0]) =>
  givenAttempts(
    database.sql,
    Array.from({ length: count }, (_, index) =>
      anAttempt({ startedAtUs: (day(from).getTime() + index * 60_000) * 1_000, ...overrides }),
    ),
  );
const WEEK = { before: spanOf("2025-06-02", "2025-06-09"), after: spanOf("2025-06-09", "2025-06-16") };

test("a cached input, a new price and a growth are each in their own term, by the prices of their time", async () => {
  const filters = (model: string) => ({ ...NO_FILTERS, model: [model] });
  const price = {
    ...{ ...PLAIN_TERMS, provider: "house", validFrom: 0, validTo: null },
    ...{ source: "by hand", sourceNote: null, createdBy: null, reason: null },
    ...{ inputPicoPerM: 2n * USD, cachedInputPicoPerM: USD, outputPicoPerM: 4n * USD },
  };
  await insertPrices(database.db, [{ ...price, model: "cached" }]);
  const cached = { provider: "house", model: "cached", inputTokens: 1_000, outputTokens: 0 };
  await given("2025-06-03", 10, { ...cached, cachedInputTokens: 0, costPico: 2_000_000_000n });
  await given("2025-06-10", 10, { ...cached, cachedInputTokens: 500, costPico: 1_500_000_000n });
  const bridge = await ask({ ...WEEK, filters: filters("cached") });
  expect(changed(bridge.terms)).toEqual(["cache"]);
  expect(bridge.terms.cache).toBe("-0.005");

  await given("2025-06-03", 10, { provider: "house", model: "risen", costPico: USD });
  await given("2025-06-10", 10, { provider: "house", model: "risen", costPico: 2n * USD });
  expect(changed((await ask({ ...WEEK, filters: filters("risen") })).terms)).toEqual(["price"]);

  await given("2025-06-03", 10, { provider: "house", model: "growing", costPico: USD });
  await given("2025-06-10", 15, { provider: "house", model: "growing", costPico: USD });
  const growing = await ask({ ...WEEK, filters: filters("growing") });
  expect([changed(growing.terms), growing.terms.volume]).toEqual([["volume"], "5"]);
});

test("what was spent without an answer is waste, also when single attempts are gone, and not known where sums are older", async () => {
  const own = { provider: "house", model: "leaky", costPico: USD };
  await given("2025-06-03", 10, own);
  await given("2025-06-10", 10, own);
  await given("2025-06-11", 3, { ...own, outcome: "timeout", outputTokens: 0 });
  const filters = { ...NO_FILTERS, model: ["leaky"] };
  const bridge = await ask({ ...WEEK, filters });
  expect(bridge).toMatchObject({ is_waste_known: true, difference_usd: "3", terms: { waste: "3" } });
  expect(changed(bridge.terms)).toEqual(["waste"]);

  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: day("2025-07-01") });
  const gone = { ...EVERYTHING_RETAINED, rawRetainedFrom: day("2025-06-05").getTime() / 60_000 };
  expect(await ask({ ...WEEK, filters, retention: gone })).toMatchObject({ is_waste_known: true, terms: bridge.terms });
  const older = { ...gone, partsKnownFrom: day("2025-06-12").getTime() / 60_000 };
  const later = await ask({ ...WEEK, filters, retention: older });
  expect(later).toMatchObject({ is_waste_known: false, terms: { waste: "0" } });
  expect(sumOf(later.terms)).toBe(3n * USD);
});

test("reserved capacity is a term of its own, and the terms add up to the difference of what was billed", async () => {
  const own = { provider: "azure", model: "reserved", costPico: USD };
  await given("2025-06-03", 10, own);
  await given("2025-06-10", 12, own);
  await foldDeltas(database.sql);
  const hours = {
    ...{ name: "PTU", provider: "azure", models: ["reserved"], kind: "ptu_hour", units: 1, amount: "2" },
    ...{ valid_from: "2025-06-10T00:00:00Z", valid_to: "2025-06-11T00:00:00Z", reason: "test" },
  };
  await withRollback(database.db, async (db) => {
    const input = newCapacitySchema.parse(hours);
    await db.transaction((tx) => addCapacity(tx, { input, actor: "test", now: day("2026-03-20") }));
    const question = { filters: { ...NO_FILTERS, provider: ["azure"] }, tz: "UTC", now: day("2026-03-20") };
    const bridge = await getBridge(db, { ...WEEK, ...question, retention: EVERYTHING_RETAINED });
    // $12 by the token were served by capacity of 24 hours at $2.
    expect(bridge).toMatchObject({
      before: { cost_usd: "10", billed_usd: "10" },
      after: { cost_usd: "12", billed_usd: "48" },
      ...{ difference_usd: "38", is_capacity_known: true },
      terms: { capacity: "36", volume: "2" },
    });
    expect(sumOf(bridge.terms)).toBe(38n * USD);
  });
});

test("where records begin within the period before, the same whole days of both are compared, or none", async () => {
  const model = "late records";
  await given("2025-05-02", 5, { provider: "house", model, costPico: USD });
  await given("2025-05-08", 7, { provider: "house", model, costPico: USD });
  await given("2025-05-09", 9, { provider: "house", model, costPico: USD });
  await foldDeltas(database.sql);
  const filters = { ...NO_FILTERS, model: [model] };
  const weeks = { before: spanOf("2025-04-28", "2025-05-05"), after: spanOf("2025-05-05", "2025-05-12") };
  expect(await ask({ ...weeks, filters })).toMatchObject({
    ...{ records_from: `${RECORDS_FROM}T00:00:00.000Z`, is_comparable: true, difference_usd: "4" },
    before: { from: "2025-05-02T00:00:00.000Z", cost_usd: "5" },
    after: { from: "2025-05-09T00:00:00.000Z", cost_usd: "9" },
    terms: { volume: "4" },
  });
  const before = spanOf("2025-04-25", "2025-05-02");
  expect(await ask({ before, after: spanOf("2025-05-02", "2025-05-09"), filters })).toMatchObject({
    ...{ is_comparable: false, records_from: `${RECORDS_FROM}T00:00:00.000Z` },
    before: { from: "2025-04-25T00:00:00.000Z" },
  });
});

test("a model of one period is new or gone, one without a price is not split, and nothing is nothing", async () => {
  await given("2025-06-03", 2, { provider: "house", model: "old", costPico: USD });
  await given("2025-06-10", 5, { provider: "house", model: "new", costPico: USD });
  const both = await ask({ ...WEEK, filters: { ...NO_FILTERS, model: ["old", "new"] } });
  expect(both).toMatchObject({ difference_usd: "3", terms: { new_models: "5", gone_models: "-2" } });

  await given("2025-06-03", 2, { provider: "house", model: "late price", costPico: null });
  await given("2025-06-10", 2, { provider: "house", model: "late price", costPico: USD });
  const late = await ask({ ...WEEK, filters: { ...NO_FILTERS, model: ["late price"] } });
  expect(late).toMatchObject({ before: { cost_usd: null, priced_share: 0 }, terms: { other: "2" } });

  const empty = { from: new Date(0), to: new Date(DAY_MS) };
  expect(await ask({ before: empty, after: empty })).toMatchObject({ difference_usd: "0", rows: [] });
});
