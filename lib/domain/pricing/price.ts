import { DAY_MINUTES, MINUTE_US } from "../time/units";

/** What a provider charges for a model from one instant to another, perhaps under conditions; immutable. */
export type Price = {
  id: string;
  provider: string;
  model: string;
  /** Null applies to any service tier. */
  serviceTier: string | null;
  /** In force in [validFrom, validTo), epoch µs; null is without end. */
  validFrom: number;
  validTo: number | null;
  /** Applies to inputs of more tokens than this; 0 to all. */
  contextAboveTokens: number;
  /** Minutes of the UTC day, half-open, across midnight if from > to; null at any time. */
  utcMinuteFrom: number | null;
  utcMinuteTo: number | null;
  /** Null of a part: it is charged as its whole (input, or output for reasoning). Null of output: input is all that is sold. */
  inputPicoUsdPerM: bigint;
  cachedInputPicoUsdPerM: bigint | null;
  cacheWritePicoUsdPerM: bigint | null;
  outputPicoUsdPerM: bigint | null;
  reasoningPicoUsdPerM: bigint | null;
  /** Whether the provider charges a fee for each call too, which these prices per token do not hold. */
  leavesOutFees: boolean;
};

export type PriceConditions = {
  /** Epoch µs. */
  at: number;
  serviceTier: string | null;
  inputTokens: number | null;
};

/**
 * The price in force for an attempt among those of its provider and model, or null.
 *
 * The most specific wins (service tier before context size before time of day), then the latest, then the one stored
 * last. Unknown input counts as the smallest.
 */
export function choosePrice(prices: readonly Price[], conditions: PriceConditions): Price | null {
  let best: Price | null = null;
  for (const price of prices) {
    if (applies(price, conditions) && (best === null || outranks(price, best))) best = price;
  }
  return best;
}

function applies(price: Price, { at, serviceTier, inputTokens }: PriceConditions): boolean {
  if (at < price.validFrom || (price.validTo !== null && at >= price.validTo)) return false;
  if (price.serviceTier !== null && price.serviceTier !== serviceTier) return false;
  if (price.contextAboveTokens > 0 && (inputTokens ?? 0) <= price.contextAboveTokens) return false;
  return isInDailyHours(price, at);
}

function isInDailyHours({ utcMinuteFrom: from, utcMinuteTo: to }: Price, at: number): boolean {
  if (from === null || to === null) return true;
  const minute = Math.floor(at / MINUTE_US) % DAY_MINUTES;
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

function outranks(a: Price, b: Price): boolean {
  const order =
    compare(a.serviceTier !== null, b.serviceTier !== null) ||
    compare(a.contextAboveTokens, b.contextAboveTokens) ||
    compare(hasHours(a), hasHours(b)) ||
    compare(a.validFrom, b.validFrom) ||
    compare(a.id.length, b.id.length) ||
    compare(a.id, b.id);
  return order > 0;
}

function hasHours(price: Price): boolean {
  return price.utcMinuteFrom !== null && price.utcMinuteTo !== null;
}

function compare<T extends number | string | boolean>(a: T, b: T): number {
  if (a === b) return 0;
  return a > b ? 1 : -1;
}
