import type { Price } from "./price";

/** What the tests of prices are about, unless they say otherwise: a price at any time, of no amount that matters. */
export const SAMPLE_PRICE: Price = {
  id: "1",
  provider: "deepseek",
  model: "deepseek-v4-flash",
  serviceTier: null,
  validFrom: 0,
  validTo: null,
  contextAboveTokens: 0,
  utcMinuteFrom: null,
  utcMinuteTo: null,
  inputPicoUsdPerM: 1n,
  cachedInputPicoUsdPerM: null,
  cacheWritePicoUsdPerM: null,
  outputPicoUsdPerM: 1n,
  reasoningPicoUsdPerM: null,
  leavesOutFees: false,
};
