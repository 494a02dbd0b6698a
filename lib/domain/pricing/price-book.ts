import type { DiscountRule } from "./discount-rule";
import { type DiscountedId, expandDiscounts } from "./discounted-price";
import { type ExchangeRates, NO_RATES } from "./exchange-rates";
import { choosePrice, type Price, type PriceConditions, rankPrices } from "./price";

export type PriceQuestion = Omit<PriceConditions, "at">;

/** A price before it is stored, with where its numbers come from. */
export type NewPrice = Omit<Price, "id"> & {
  source: string;
  sourceNote: string | null;
  /** Who set it and why; null of what no user did. */
  createdBy: string | null;
  reason: string | null;
};

/** What turns (provider, model) at an instant into a price; null is "unpriced", never free. */
export type PriceBook = ExchangeRates & {
  find(provider: string, model: string, atUs: number, question: PriceQuestion): Price | null;
  /** Whether there is any price of the pair, whatever its validity. */
  has(provider: string, model: string): boolean;
  /** Every price of the pair, whatever its validity, in the order in which they are asked. */
  versionsOf(provider: string, model: string): readonly Price[];
  /** Everything that has a price which begins before an instant (epoch µs) and is not over by then, by model and provider. */
  pricedAt(atUs: number): { provider: string; model: string }[];
};

export type BookDiscounts = { rules: readonly DiscountRule[]; idOf: DiscountedId };
const NO_DISCOUNTS: BookDiscounts = { rules: [], idOf: () => null };

/**
 * A book over a fixed set of prices and rates; a changed set is a new book, so that one batch sees one state.
 *
 * Discounts are taken off here, once for each price, so that finding one takes no longer than without them.
 */
export function createPriceBook(
  prices: Iterable<Price>,
  { picoPerUsd }: ExchangeRates = NO_RATES,
  { rules, idOf }: BookDiscounts = NO_DISCOUNTS,
): PriceBook {
  const byProvider = new Map<string, Map<string, Price[]>>();
  for (const price of prices) {
    const models = byProvider.get(price.provider) ?? new Map<string, Price[]>();
    byProvider.set(price.provider, models);
    const list = models.get(price.model);
    if (list) list.push(price);
    else models.set(price.model, [price]);
  }
  for (const models of byProvider.values()) {
    for (const [model, list] of models) {
      models.set(
        model,
        rankPrices(list).flatMap((price) => expandDiscounts(price, rules, idOf)),
      );
    }
  }
  return {
    picoPerUsd,
    find(provider, model, at, { serviceTier, region, inputTokens, outputTokens }) {
      const ranked = byProvider.get(provider)?.get(model);
      return ranked ? choosePrice(ranked, { at, serviceTier, region, inputTokens, outputTokens }) : null;
    },
    has: (provider, model) => byProvider.get(provider)?.has(model) ?? false,
    pricedAt: (at) =>
      [...byProvider]
        .flatMap(([provider, models]) =>
          [...models].flatMap(([model, prices]) =>
            prices.some((price) => isValidAt(price, at)) ? { provider, model } : [],
          ),
        )
        .sort((a, b) => (`${a.model} ${a.provider}` < `${b.model} ${b.provider}` ? -1 : 1)),
    versionsOf: (provider, model) => byProvider.get(provider)?.get(model) ?? [],
  };
}

function isValidAt({ validFrom, validTo }: Price, at: number): boolean {
  return validFrom <= at && (validTo === null || validTo > at);
}
