import { expect, test } from "vitest";
import { DAY_US } from "../time/units";
import { createExchangeRates } from "./exchange-rates";
import { listedOutputPrice } from "./listed-output-price";
import { PLAIN_TERMS, type Price } from "./price";
import { PICO_PER_USD } from "./usd";

const span = { fromUs: 10 * DAY_US, toUs: 20 * DAY_US };
const CNY = createExchangeRates([{ currency: "CNY", day: 19, picoPerUsd: 8n * PICO_PER_USD }]);
const price = (dollars: number, terms: Partial<Price> = {}): Price => ({
  ...{ ...PLAIN_TERMS, id: "1", provider: "acme", model: "m", validFrom: 0, validTo: null },
  ...{ inputPicoPerM: PICO_PER_USD, outputPicoPerM: BigInt(dollars) * PICO_PER_USD },
  ...terms,
});
const dollars = (prices: readonly Price[], provider: string | null = null) => {
  const pico = listedOutputPrice({ provider, span }, prices, CNY);
  return pico === null ? null : Number(pico / PICO_PER_USD);
};

test("the list price is the one valid at the end of the span, else the last that was valid in it", () => {
  const old = price(2, { validTo: 15 * DAY_US });

  expect(dollars([old, price(3, { validFrom: 15 * DAY_US })])).toBe(3);
  expect(dollars([old, price(1, { validTo: 12 * DAY_US }), price(9, { validFrom: 20 * DAY_US })])).toBe(2);
  expect(dollars([price(2, { validTo: 10 * DAY_US })])).toBeNull();
});

test("of several providers it is the lowest, of a row's own provider its own", () => {
  const both = [price(4), price(3, { provider: "other" })];

  expect(dollars(both)).toBe(3);
  expect(dollars(both, "acme")).toBe(4);
  expect(dollars(both, "nobody")).toBeNull();
});

test("contracts and prices under conditions are no list, and another currency counts at the rate of the last day", () => {
  expect(dollars([price(5), price(1, { standing: "contract" }), price(2, { serviceTier: "batch" })])).toBe(5);
  expect(dollars([price(16, { currency: "CNY" })])).toBe(2);
  expect(dollars([price(16, { currency: "EUR" })])).toBeNull();
});
