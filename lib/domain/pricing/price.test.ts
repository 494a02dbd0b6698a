import { expect, test } from "vitest";
import { HOUR_US } from "../time/units";
import { choosePrice, type Price, rankPrices } from "./price";
import { SAMPLE_PRICE } from "./sample-price";

function givenPrice(id: string, overrides: Partial<Price> = {}): Price {
  return { ...SAMPLE_PRICE, id, ...overrides };
}

const chosen = (prices: Price[], at: number, serviceTier: string | null = null, inputTokens: number | null = 100) =>
  choosePrice(rankPrices(prices), { at, serviceTier, inputTokens, region: null, outputTokens: null })?.id ?? null;

test("validity is half-open, and the latest active price wins", () => {
  const prices = [givenPrice("new", { validFrom: 200 }), givenPrice("old", { validFrom: 100, validTo: 250 })];
  expect([99, 100, 199, 200, 249, 250].map((at) => chosen(prices, at))).toEqual([
    null,
    "old",
    "old",
    "new",
    "new",
    "new",
  ]);
  expect(chosen([givenPrice("old", { validTo: 250 })], 250)).toBeNull();
});

test("a matching service tier beats a newer general price, another tier's never applies", () => {
  const prices = [givenPrice("any", { validFrom: 50 }), givenPrice("batch", { serviceTier: "batch" })];
  expect([chosen(prices, 60, "batch"), chosen(prices, 60, "priority"), chosen(prices, 60)]).toEqual([
    "batch",
    "any",
    "any",
  ]);
});

test("the highest context threshold exceeded applies", () => {
  const prices = [
    givenPrice("200k", { contextAboveTokens: 200_000 }),
    givenPrice("any"),
    givenPrice("32k", { contextAboveTokens: 32_000 }),
  ];
  expect([null, 0, 32_000, 32_001, 200_000, 200_001].map((n) => chosen(prices, 1, null, n))).toEqual([
    "any",
    "any",
    "any",
    "32k",
    "32k",
    "200k",
  ]);
});

test("daily hours are half-open and may cross midnight", () => {
  const prices = [
    givenPrice("peak"),
    givenPrice("night", {
      calendar: { zone: "UTC", weekdays: null, hours: [{ from: 23 * 60, to: 60 }], holidays: null },
    }),
  ];
  const at = (hour: number) => chosen(prices, 20_000 * 24 * HOUR_US + hour * HOUR_US);
  expect([22, 23, 0, 0.99, 1, 12].map(at)).toEqual(["peak", "night", "night", "night", "peak", "peak"]);
});

test("the order prices are listed in does not matter", () => {
  const prices = [givenPrice("a"), givenPrice("b"), givenPrice("tier", { serviceTier: "flex" })];
  for (const tier of ["flex", null]) expect(chosen(prices, 1, tier)).toBe(chosen(prices.toReversed(), 1, tier));
});
