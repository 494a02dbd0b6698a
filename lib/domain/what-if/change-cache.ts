import type { TokenUsage } from "../pricing/token-usage";
import type { CacheChange } from "./changes";
import { type Lot, matches } from "./lots";
import { changeEach, type Outcome } from "./outcome-of-change";
import { repriceLot } from "./reprice-lot";
import { type Prices, worthOf } from "./worth-of";

/** The share of a model's input that is read from the cache outside the traffic of a change; null where none is known. */
export type HitShareOf = (lot: Lot) => number | null;

/** Lots as if nothing of their input was cached, or a share of it. */
export function changeCache(
  lots: readonly Lot[],
  change: CacheChange,
  { prices, hitShareOf }: { prices: Prices; hitShareOf: HitShareOf },
): Outcome {
  const tokensOf = (lot: Lot) => {
    if (change.mode === "off") return withoutCache;
    const hitShare = change.hitShare ?? hitShareOf(lot);
    return hitShare === null ? null : (tokens: TokenUsage) => withHits(tokens, hitShare);
  };
  return changeEach(
    lots,
    (lot) => matches(lot, change.where),
    (lot) => {
      const next = tokensOf(lot);
      if (next === null) return null;
      if (next(lot.low.tokens) === lot.low.tokens && next(lot.high.tokens) === lot.high.tokens) return lot;
      const worth = (tokens: TokenUsage) => worthOf(prices, lot, tokens);
      return repriceLot(lot, { was: worth, is: worth, tokens: ({ tokens }) => next(tokens) });
    },
  );
}

/** Everything read from or written to a cache sent as new; the same object where there is none. */
function withoutCache(tokens: TokenUsage): TokenUsage {
  const { uncachedInput, cachedInput, cacheWrite } = tokens;
  if (cachedInput + cacheWrite === 0) return tokens;
  return { ...tokens, uncachedInput: uncachedInput + cachedInput + cacheWrite, cachedInput: 0, cacheWrite: 0 };
}

/** A share of the input read from the cache, as far as new input reaches; the same object where more is already. */
function withHits(tokens: TokenUsage, hitShare: number): TokenUsage {
  const { uncachedInput, cachedInput, cacheWrite } = tokens;
  const wanted = Math.round((uncachedInput + cachedInput + cacheWrite) * hitShare);
  const more = Math.min(wanted - cachedInput, uncachedInput);
  if (more <= 0) return tokens;
  return { ...tokens, uncachedInput: uncachedInput - more, cachedInput: cachedInput + more };
}

/** Hit shares of each model at its provider, from the traffic that a change does not match. */
export function hitSharesElsewhere(lots: readonly Lot[], where: CacheChange["where"]): HitShareOf {
  const sums = new Map<string, { cached: number; input: number }>();
  const keyOf = ({ model, provider }: Lot) => JSON.stringify([model, provider]);
  for (const lot of lots) {
    if (matches(lot, where)) continue;
    const { uncachedInput, cachedInput, cacheWrite } = lot.low.tokens;
    const sum = sums.get(keyOf(lot)) ?? { cached: 0, input: 0 };
    sums.set(keyOf(lot), {
      cached: sum.cached + cachedInput,
      input: sum.input + uncachedInput + cachedInput + cacheWrite,
    });
  }
  return (lot) => {
    const sum = sums.get(keyOf(lot));
    return sum && sum.input > 0 ? sum.cached / sum.input : null;
  };
}
