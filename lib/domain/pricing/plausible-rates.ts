import { divideHalfEven } from "./divide-half-even";
import type { ExchangeRates } from "./exchange-rates";
import type { Price } from "./price";
import { PICO_PER_USD } from "./usd";

/** What tokens without a price are compared with: the same model anywhere, or every price that sells the same. */
export const BOUND_BASES = ["same_model", "all_prices", "none"] as const;
export type BoundBasis = (typeof BOUND_BASES)[number];

/** Whole pico USD a token, so that the worth of parts adds up to that of the whole. */
export type TokenRates = { input: bigint; output: bigint };
export type TokenCounts = { input: number; output: number };

/** The lowest and the highest rates that tokens without a price may have; null where there is no price to compare with. */
export type PlausibleRates = { basis: "same_model" | "all_prices"; low: TokenRates; high: TokenRates };

/** When tokens were used, in epoch µs. */
type Span = { fromUs: number; toUs: number };

const TOKENS_PER_M = 1_000_000n;

/**
 * The prices that tokens of a model may have had: those of the same model at any provider, else all that sell what was used,
 * output too or input alone. Of those, the ones valid in the span, or at any time where none is.
 *
 * What is free, sold by the unit, or priced for a service tier is left out; a large input or a time of day is not thought of.
 */
export function plausibleRates(
  used: { model: string; tokens: TokenCounts },
  prices: readonly Price[],
  { span, rates }: { span: Span; rates: ExchangeRates },
): PlausibleRates | null {
  const sellsUsed = prices.filter((price) => isOrdinary(price) && (used.tokens.output === 0 || sellsOutput(price)));
  const sameModel = sellsUsed.filter(({ model }) => bareName(model) === bareName(used.model));
  const sameKind = used.tokens.output > 0 ? sellsUsed : preferInputOnly(sellsUsed);
  const [basis, found] =
    sameModel.length > 0 ? (["same_model", sameModel] as const) : (["all_prices", sameKind] as const);
  const valid = found.filter(
    ({ validFrom, validTo }) => validFrom < span.toUs && (validTo === null || validTo > span.fromUs),
  );
  const candidates = (valid.length > 0 ? valid : found).flatMap((price) => {
    const perUsd = rates.picoPerUsd(price.currency, Math.floor((span.fromUs + span.toUs) / 2));
    return perUsd === null ? [] : { price, perUsd, worth: worthOf(used.tokens, ratesOf(price, perUsd, "up")) };
  });
  const [first, ...others] = candidates;
  if (!first) return null;
  const lowest = others.reduce((best, one) => (one.worth < best.worth ? one : best), first);
  const highest = others.reduce((best, one) => (one.worth > best.worth ? one : best), first);
  return {
    basis,
    low: ratesOf(lowest.price, lowest.perUsd, "down"),
    high: ratesOf(highest.price, highest.perUsd, "up"),
  };
}

/** In pico USD. */
export function worthOf({ input, output }: TokenCounts, rates: TokenRates): bigint {
  return BigInt(input) * rates.input + BigInt(output) * rates.output;
}

function isOrdinary({ serviceTier, contextAboveTokens, outputAboveTokens, calendar, ...price }: Price): boolean {
  const isConditional = serviceTier !== null || contextAboveTokens > 0 || outputAboveTokens > 0 || calendar !== null;
  return !isConditional && (price.inputPicoPerM > 0n || (price.outputPicoPerM ?? 0n) > 0n);
}

function sellsOutput({ outputPicoPerM }: Price): boolean {
  return outputPicoPerM !== null;
}

/** Where input is all that was used, what sells nothing else is the same kind of thing. */
function preferInputOnly(prices: Price[]): Price[] {
  const own = prices.filter((price) => !sellsOutput(price));
  return own.length > 0 ? own : prices;
}

/** A model's name without who makes or sells it: "openai/gpt-4o" is gpt-4o. */
function bareName(model: string): string {
  return model.slice(model.lastIndexOf("/") + 1).toLowerCase();
}

function ratesOf({ inputPicoPerM, outputPicoPerM }: Price, perUsd: bigint, rounded: "up" | "down"): TokenRates {
  const each = (picoPerM: bigint) => {
    const inUsd = divideHalfEven(picoPerM * PICO_PER_USD, perUsd);
    return (rounded === "up" ? inUsd + TOKENS_PER_M - 1n : inUsd) / TOKENS_PER_M;
  };
  return { input: each(inputPicoPerM), output: each(outputPicoPerM ?? 0n) };
}
