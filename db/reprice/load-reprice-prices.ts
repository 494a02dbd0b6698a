import { createHash } from "node:crypto";
import type { Db } from "@/db/client";
import { listChargedPrices } from "@/db/prices/list-charged-prices";
import { loadDiscounts } from "@/db/prices/list-discounted-prices";
import { listExchangeRates } from "@/db/prices/list-exchange-rates";
import { bookOf } from "@/db/prices/load-price-book";
import type { StoredPrice } from "@/db/prices/stored-price";
import type { PriceBook } from "@/lib/domain/pricing/price-book";

export type RepricePrices = {
  book: PriceBook;
  /** Every version ever stored, also those that price nothing any more. */
  byId: ReadonlyMap<number, StoredPrice>;
  /** Of all prices and rates: another digest may come to other costs. */
  digest: string;
};

/** The prices of this moment, for attempts of any time. */
export async function loadRepricePrices(db: Db): Promise<RepricePrices> {
  const [prices, rates, discounts] = await Promise.all([
    ...([listChargedPrices(db), listExchangeRates(db), loadDiscounts(db)] as const),
  ]);
  const text = JSON.stringify([prices, rates, discounts.rules], (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
  return {
    book: bookOf(
      prices.filter(({ discount }) => discount === undefined),
      rates,
      discounts,
    ),
    byId: new Map(prices.map((price) => [Number(price.id), price])),
    digest: createHash("sha256").update(text).digest("base64url"),
  };
}
