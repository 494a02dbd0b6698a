import { divideHalfEven } from "../pricing/divide-half-even";
import type { TokenUsage } from "../pricing/token-usage";
import type { Range } from "./evaluate";
import { type Lot, WHOLE } from "./lots";
import { type Prices, worthOf } from "./worth-of";

/**
 * What it costs once that a model starts with an empty cache, of the lots that another model answers than did.
 *
 * Given are the lots of the hour in which each app first read from the cache: what was read then is charged as written to the new
 * model's cache, or as new input where writing has no price of its own.
 */
export function coldCacheCost(lots: readonly Lot[], prices: Prices): Range {
  const total = { low: 0n, high: 0n };
  for (const lot of lots) {
    const { names } = lot.traffic;
    if (lot.model === names.model && lot.provider === names.provider) continue;
    // Capacity by the hour charges for no token.
    if (lot.high.pico === 0n) continue;
    total.low += extraOf(lot, lot.low.tokens, prices);
    total.high += extraOf(lot, lot.high.tokens, prices);
  }
  return total;
}

function extraOf(lot: Lot, tokens: TokenUsage, prices: Prices): bigint {
  if (tokens.cachedInput === 0) return 0n;
  const cold = { ...tokens, cachedInput: 0, cacheWrite: tokens.cacheWrite + tokens.cachedInput };
  const [warm, filled] = [worthOf(prices, lot, tokens), worthOf(prices, lot, cold)];
  if (warm === null || filled === null || filled <= warm) return 0n;
  return divideHalfEven((filled - warm) * lot.weight, WHOLE);
}
