import type { Db } from "@/db/client";
import { CATALOGUE_SOURCE, isQuoted } from "@/lib/domain/catalogue/catalogue-prices";
import { createExchangeRates, type ExchangeRate } from "@/lib/domain/pricing/exchange-rates";
import { type BookDiscounts, createPriceBook, type PriceBook } from "@/lib/domain/pricing/price-book";
import { loadDiscounts } from "./list-discounted-prices";
import { listExchangeRates } from "./list-exchange-rates";
import { listPrices } from "./list-prices";
import type { StoredPrice } from "./stored-price";

/**
 * The price book of this moment; a price stored later needs another.
 *
 * What an earlier catalogue quoted at the wrong provider explains costs already stored and prices nothing any more, so that
 * history that arrives late costs what it would have cost in a new database.
 */
export async function loadPriceBook(db: Db): Promise<PriceBook> {
  const [prices, rates, discounts] = await Promise.all([listPrices(db), listExchangeRates(db), loadDiscounts(db)]);
  return bookOf(prices, rates, discounts);
}

/** The same of all stored prices and rates. */
export function bookOf(
  prices: readonly StoredPrice[],
  rates: readonly ExchangeRate[],
  discounts: BookDiscounts,
): PriceBook {
  return createPriceBook(
    prices.filter(({ source, provider, model }) => source !== CATALOGUE_SOURCE || isQuoted(provider, model)),
    createExchangeRates(rates),
    discounts,
  );
}
