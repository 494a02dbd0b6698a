import { expect, test } from "vitest";
import { type PriceVersion, priceSchema } from "@/lib/contract/prices";
import { preparePriceHistory } from "./prepare-price-history";

const NOW = Date.parse("2026-11-15T12:00:00Z");
const UNSET = {
  ...{ cached_input: null, cache_write: null, cache_write_1h: null, reasoning: null, audio_input: null },
  ...{ cached_audio_input: null, audio_output: null, image_input: null, image_output: null },
};
const version = (id: number, over: Partial<PriceVersion>, input = "1", output: string | null = "4"): PriceVersion =>
  priceSchema.parse({
    ...{ id, provider: "house", model: "tiny/1", currency: "USD", standing: "list", steps: [], fees: {} },
    ...{ leaves_out_fees: false, service_tier: null, region: null, context_above_tokens: 0, output_above_tokens: 0 },
    ...{ calendar: null, valid_from: "2026-01-01T00:00:00Z", valid_to: null, source: "list", source_note: null },
    ...{ created_by: "ada", reason: "cheaper", stored_at: "2026-01-01T00:00:00Z" },
    rates: { ...UNSET, input, output },
    ...over,
  });

const OLD = version(1, { valid_to: "2026-06-01T00:00:00Z" }, "2", "8");
const NEW = version(2, { valid_from: "2026-06-01T00:00:00Z" }, "1.5", "8");

test("a version says what it changed of the one before it under the same conditions, newest first", () => {
  const rows = preparePriceHistory({ prices: [OLD, NEW], discounted: [] }, { model: "tiny/1", now: NOW });

  expect(rows).toMatchObject([
    {
      ...{ isActive: true, by: "ada", why: "cheaper", href: "/prices?price=house%2Ftiny%2F1" },
      input: { amount: "1.5", before: "2", change: -0.25 },
      output: { amount: "8", before: "8", change: 0 },
    },
    { isActive: false, input: { amount: "2", before: null, change: null }, againstList: null },
  ]);
});

test("a contract stands against the list price of its time, in its own line of versions", () => {
  const contract = version(3, { standing: "contract", valid_from: "2026-03-01T00:00:00Z" }, "1", null);
  const rows = preparePriceHistory({ prices: [OLD, NEW, contract], discounted: [] }, { model: "tiny/1", now: NOW });

  expect(rows.find(({ kind }) => kind === "contract")).toMatchObject({
    ...{ isActive: true, againstList: { input: -0.5, output: null } },
    input: { before: null },
  });
});

test("amounts of other currencies are not compared", () => {
  const yuan = version(4, { currency: "CNY", valid_from: "2026-09-01T00:00:00Z" }, "10");
  const contract = version(5, { currency: "CNY", standing: "contract", valid_from: "2026-07-01T00:00:00Z" }, "9");
  const rows = preparePriceHistory(
    { prices: [OLD, NEW, yuan, contract], discounted: [] },
    { model: "tiny/1", now: NOW },
  );

  expect(rows[0]).toMatchObject({ currency: "CNY", input: { before: null, change: null } });
  expect(rows.find(({ kind }) => kind === "contract")?.againstList).toBeNull();
});

test("what a discount made of a list price is a line of its own", () => {
  const charged = {
    ...NEW,
    valid_from: "2026-10-01T00:00:00Z",
    list_price_id: 2,
    rates: { ...NEW.rates, input: "1.2" },
  };
  const discounts = [{ id: 1, name: "Volume", percent: "20" }];
  const [first] = preparePriceHistory(
    { prices: [OLD, NEW], discounted: [{ ...charged, discounts }] },
    { model: "tiny/1", now: NOW },
  );

  expect(first).toMatchObject({ kind: "discounted", terms: "20 % off list", why: "Volume", isActive: true });
  expect(first?.againstList?.input).toBeCloseTo(-0.2);
});

test("a price stored under an alias is in a line of versions of its own, and says under which", () => {
  const alias = version(6, { model: "tiny-latest", valid_from: "2026-07-01T00:00:00Z" }, "3");
  const rows = preparePriceHistory({ prices: [OLD, NEW, alias], discounted: [] }, { model: "tiny/1", now: NOW });

  expect(rows.map(({ alias: name }) => name)).toEqual(["tiny-latest", null, null]);
  expect(rows[0]).toMatchObject({ isActive: true, input: { amount: "3", before: null } });
});
