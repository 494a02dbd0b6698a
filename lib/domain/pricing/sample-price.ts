import { PLAIN_TERMS, type Price } from "./price";

/** What the tests of prices are about, unless they say otherwise: a price at any time, of no amount that matters. */
export const SAMPLE_PRICE: Price = {
  ...PLAIN_TERMS,
  id: "1",
  provider: "deepseek",
  model: "deepseek-v4-flash",
  validFrom: 0,
  validTo: null,
  inputPicoPerM: 1n,
  outputPicoPerM: 1n,
};
