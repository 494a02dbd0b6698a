import { choosePrice, type Price } from "./price";

export type PriceQuestion = { serviceTier: string | null; inputTokens: number | null };

/** A price before it is stored, with where its numbers come from. */
export type NewPrice = Omit<Price, "id"> & { source: string; sourceNote: string | null };

/** What turns (provider, model) at an instant into a price; null is "unpriced", never free. */
export type PriceBook = {
  find(provider: string, model: string, atUs: number, question: PriceQuestion): Price | null;
  /** Whether there is any price of the pair, whatever its validity. */
  has(provider: string, model: string): boolean;
};

/** A book over a fixed set of prices; a changed set is a new book, so that one batch sees one state. */
export function createPriceBook(prices: Iterable<Price>): PriceBook {
  const byProvider = new Map<string, Map<string, Price[]>>();
  for (const price of prices) {
    const models = byProvider.get(price.provider) ?? new Map<string, Price[]>();
    byProvider.set(price.provider, models);
    const list = models.get(price.model);
    if (list) list.push(price);
    else models.set(price.model, [price]);
  }
  return {
    find(provider, model, atUs, { serviceTier, inputTokens }) {
      const list = byProvider.get(provider)?.get(model);
      return list ? choosePrice(list, { at: atUs, serviceTier, inputTokens }) : null;
    },
    has: (provider, model) => byProvider.get(provider)?.has(model) ?? false,
  };
}
