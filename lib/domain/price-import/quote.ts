import type { Price } from "../pricing/price";
import type { NewPrice } from "../pricing/price-book";

/** A stored price with where it comes from. */
export type BookPrice = Price & NewPrice;

export type PricePair = { provider: string; model: string };

/** Two pairs with the same text are one. */
export function pairKey({ provider, model }: PricePair): string {
  return JSON.stringify([provider, model]);
}

/** What a list asks for one model under some conditions. */
export type PriceQuote = Omit<NewPrice, "validFrom" | "createdBy" | "reason"> & {
  /** Where it stands in the list; no two quotes share one. */
  row: string;
  /** Null where the list does not say: from the import on. */
  validFrom: number | null;
  /** What the list says of the model's price beside this, and no price of ours holds. */
  notImported: readonly string[];
};

/** What cannot be read as a price, and why. Null of a name that could not be read either. */
export type RefusedQuote = {
  row: string;
  provider: string | null;
  model: string | null;
  field: string;
  message: string;
};

export type PriceList = {
  quotes: readonly PriceQuote[];
  refused: readonly RefusedQuote[];
  /** How many entries are no token prices, such as a sample or a model without a price. */
  skipped: number;
};
