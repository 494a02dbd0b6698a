import { costOfAttempt } from "../pricing/cost";
import { modelAtProvider } from "../pricing/model-at-provider";
import type { Price } from "../pricing/price";
import type { PriceBook } from "../pricing/price-book";
import type { TokenUsage } from "../pricing/token-usage";
import { NO_PARTS } from "../pricing/usage-parts";
import { MINUTE_US } from "../time/units";
import type { PricedModel } from "./changes";
import type { Traffic } from "./lots";

export type Prices = Pick<PriceBook, "find" | "picoPerUsd">;
export type Priced = PricedModel & { traffic: Traffic; at: number };

/** The price in force for traffic at a minute, of an ordinary call of its region and size; null where there is none. */
export function priceAt(prices: Prices, { model, provider, traffic, at }: Priced): Price | null {
  const { names, inputTokens } = traffic;
  const question = { serviceTier: null, region: names.region ?? "global", inputTokens, outputTokens: null };
  for (const name of namesOf(model, provider)) {
    const price = prices.find(provider, name, at * MINUTE_US, question);
    if (price) return price;
  }
  return null;
}

/** The names under which a recorded model may have a price at its provider. */
export function namesOf(model: string, provider: string): string[] {
  return [...new Set([model, modelAtProvider(provider, model)])];
}

/**
 * What tokens come to at a price, in pico USD, by the formula every attempt is charged by, rounded once; null where the price or
 * the rate of the day has no answer.
 */
export function worthAt(prices: Prices, price: Price, { traffic, at }: Priced, tokens: TokenUsage): bigint | null {
  return costOfAttempt({
    ...{ price, at: at * MINUTE_US, rates: prices, outcome: "ok", usageSource: "reported", usage: tokens },
    parts: traffic.answered === 1 ? NO_PARTS : { ...NO_PARTS, attempts: traffic.answered },
  }).picoUsd;
}

/** The same at the price that is in force for it. */
export function worthOf(prices: Prices, priced: Priced, tokens: TokenUsage): bigint | null {
  const price = priceAt(prices, priced);
  return price && worthAt(prices, price, priced, tokens);
}
