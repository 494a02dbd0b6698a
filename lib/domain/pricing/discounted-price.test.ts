import fc from "fast-check";
import { expect, test } from "vitest";
import { costOfAttempt } from "./cost";
import { type DiscountRule, rulesCollide } from "./discount-rule";
import { discountPrice, expandDiscounts, ruleSetsOf } from "./discounted-price";
import { explainCost } from "./explain-cost";
import type { Price } from "./price";
import { createPriceBook } from "./price-book";
import { SAMPLE_PRICE } from "./sample-price";
import { NO_PARTS } from "./usage-parts";
import { parseUsd } from "./usd";

const usd = (text: string) => parseUsd(text) ?? -1n;
const EDP: DiscountRule = {
  ...{ id: 7, name: "ACME EDP", provider: "openai", models: [], buckets: [], offPpm: 120_000, position: 1 },
  ...{ validFrom: 100, validTo: null },
};
const GPT: Price = {
  ...SAMPLE_PRICE,
  ...{ provider: "openai", model: "gpt-4o", inputPicoPerM: usd("2.5"), outputPicoPerM: usd("10") },
  cachedInputPicoPerM: usd("1.25"),
};
const question = { serviceTier: null, region: null, inputTokens: null, outputTokens: null };
const usage = { uncachedInput: 1_000_000, cachedInput: 0, cacheWrite: 0, output: 100_000, reasoning: 0 };
const use = { outcome: "ok", usage, usageSource: "reported", parts: NO_PARTS } as const;
const costOf = (price: Price) => costOfAttempt({ ...use, price, at: 200, rates: { picoPerUsd: () => null } }).picoUsd;

test("12 % off $2.50 and $10 is $2.20 and $8.80, and a million in with 100,000 out cost $3.08 instead of $3.50", () => {
  const found = discountPrice(GPT, [EDP], "9");
  expect(found).toMatchObject({
    ...{ id: "9", inputPicoPerM: usd("2.2"), cachedInputPicoPerM: usd("1.1"), outputPicoPerM: usd("8.8") },
    discount: { list: GPT, rules: [EDP] },
  });
  expect(costOf(GPT)).toBe(usd("3.5"));
  expect(costOf(found)).toBe(usd("3.08"));
});

test("rules take their part of what the one before left, in their order, and the lines say so", () => {
  const more = { ...EDP, id: 3, name: "volume", position: 2, offPpm: 50_000, buckets: ["output"] } as const;
  const found = discountPrice(GPT, [EDP, more], null);
  // $10 − 12 % is $8.80, and − 5 % of that $8.36.
  expect(found.outputPicoPerM).toBe(usd("8.36"));
  expect(explainCost(found, use).map(({ rule }) => rule)).toEqual([
    "Price of input (list 2.5 USD − 12 % rule 'ACME EDP')",
    "Price of output (list 10 USD − 12 % rule 'ACME EDP' − 5 % rule 'volume')",
  ]);
});

test("a part that is charged as its whole gets an own amount only where rules differ", () => {
  const plain = { ...GPT, cachedInputPicoPerM: null };
  expect(discountPrice(plain, [EDP], null)).toMatchObject({ cachedInputPicoPerM: null, cacheWritePicoPerM: null });
  const onWrites = { ...EDP, buckets: ["cache_write"] } as const;
  expect(discountPrice(plain, [onWrites], null)).toMatchObject({
    ...{ inputPicoPerM: usd("2.5"), cachedInputPicoPerM: null },
    ...{ cacheWritePicoPerM: usd("2.2"), cacheWrite1hPicoPerM: usd("2.2") },
  });
});

test("a book knows the price before, within and after a rule, and leaves the past and contracts alone", () => {
  const rule = { ...EDP, validTo: 300 };
  const contract: Price = { ...GPT, id: "5", standing: "contract", model: "gpt-5" };
  const book = createPriceBook([GPT, contract], undefined, { rules: [rule], idOf: () => "9" });
  const at = (instant: number, model = "gpt-4o") => book.find("openai", model, instant, question);
  expect([at(99), at(100), at(299), at(300)].map((price) => price?.id)).toEqual(["1", "9", "9", "1"]);
  expect(at(99)?.inputPicoPerM).toBe(usd("2.5"));
  expect(at(100)?.inputPicoPerM).toBe(usd("2.2"));
  expect(at(200, "gpt-5")).toBe(contract);
});

test("names match exactly or by what stands before a star, and of other providers none does", () => {
  const named = (models: string[], provider = "openai") =>
    expandDiscounts(GPT, [{ ...EDP, models, provider }], () => null).length > 1;
  expect([named([]), named(["gpt-4o"]), named(["o3", "gpt-4*"])]).toEqual([true, true, true]);
  expect([named(["gpt-4"]), named(["gpt-5*"]), named([], "azure")]).toEqual([false, false, false]);
});

test("rules collide where they share a place, a name, a bucket and an instant", () => {
  expect(rulesCollide(EDP, { ...EDP, models: ["gpt-4*"], validFrom: 900 })).toBe(true);
  const apart: Partial<DiscountRule>[] = [
    ...[{ position: 2 }, { provider: "azure" }, { validFrom: 0, validTo: 100 }],
    { buckets: ["fees"] },
  ];
  for (const other of apart) {
    expect(rulesCollide({ ...EDP, buckets: ["input"] }, { ...EDP, buckets: ["input"], ...other })).toBe(false);
  }
  expect(rulesCollide({ ...EDP, models: ["gpt-4*"] }, { ...EDP, models: ["gpt-4o-mini"] })).toBe(true);
  expect(rulesCollide({ ...EDP, models: ["gpt-4*"] }, { ...EDP, models: ["gpt-5*"] })).toBe(false);
});

const ppm = fc.integer({ min: 1, max: 999_999 });
const rule = fc.record({ from: fc.nat(50), length: fc.option(fc.integer({ min: 1, max: 50 })), offPpm: ppm });

test("spans follow each other without a gap, each a rule set of its own, and no amount is above the list's", () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 5 }), fc.option(fc.integer({ min: 1, max: 80 })), (all, validTo) => {
      const rules = all.map(
        ({ from, length, offPpm }, id): DiscountRule => ({
          ...{ ...EDP, id, position: id, offPpm, validFrom: from, validTo: length === null ? null : from + length },
        }),
      );
      const price = { ...GPT, validTo };
      const spans = expandDiscounts(price, rules, (_, own) => own.map(({ id }) => id).join());
      expect(spans[0]?.validFrom).toBe(price.validFrom);
      expect(spans.at(-1)?.validTo).toBe(price.validTo);
      for (const [place, span] of spans.entries()) {
        if (place > 0) expect(span.validFrom).toBe(spans[place - 1]?.validTo);
        expect(span.inputPicoPerM <= price.inputPicoPerM).toBe(true);
      }
      const found = new Set(
        spans.flatMap(({ discount }) => (discount ? discount.rules.map(({ id }) => id).join() : [])),
      );
      expect([...found].sort()).toEqual(
        ruleSetsOf(price, rules)
          .map((set) => set.map(({ id }) => id).join())
          .sort(),
      );
    }),
  );
});
