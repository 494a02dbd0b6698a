import type { Db } from "@/db/client";
import { insertPrices } from "@/db/prices/insert-prices";
import { loadPriceBook } from "@/db/prices/load-price-book";
import { numberDiscountedPrices } from "@/db/prices/number-discounted-prices";
import { findCatalogueModel } from "@/lib/domain/catalogue/catalogue";
import { createPriceBook, type NewPrice, type PriceBook } from "@/lib/domain/pricing/price-book";
import { lookUpListPrices } from "@/lib/ingest/list-price/look-up-list-prices";

export type PricePair = { provider: string; model: string };

export type PriceCache = {
  /** The newest book; keep it for one batch, so that one batch sees one state. */
  book(): PriceBook;
  /** Looks every pair never seen before up in the public lists, once, and stores what it finds. */
  ensure(pairs: Iterable<PricePair>): Promise<void>;
  /** Reads the table again: another process may have added prices. */
  refresh(): Promise<void>;
};

// Names come from callers; beyond this many the memory of what was looked up starts anew.
const MAX_LOOKED_UP = 50_000;

/** Keeps the price book of a process fresh. `refresh` once before first use; pairs nobody prices are remembered here only. */
export function createPriceCache(db: Db): PriceCache {
  let book = createPriceBook([]);
  const lookedUp = new Map<string, Set<string>>();
  let knownCount = 0;

  async function refresh() {
    await numberDiscountedPrices(db);
    book = await loadPriceBook(db);
  }

  async function ensure(pairs: Iterable<PricePair>) {
    let isChanged = false;
    for (const { provider, model } of pairs) {
      if (book.has(provider, model) || lookedUp.get(provider)?.has(model)) continue;
      const found = listedPrices({ provider, model });
      if (found.length > 0) {
        await insertPrices(db, found);
        isChanged = true;
      }
      remember(provider, model);
    }
    if (isChanged) await refresh();
  }

  // Priced pairs are remembered too, so that one call with a pair a thousand times looks it up once.
  function remember(provider: string, model: string) {
    if (knownCount >= MAX_LOOKED_UP) {
      lookedUp.clear();
      knownCount = 0;
    }
    const models = lookedUp.get(provider) ?? new Set<string>();
    lookedUp.set(provider, models);
    models.add(model);
    knownCount += 1;
  }

  return { book: () => book, ensure, refresh };
}

/** What would be stored for a pair that has no price yet. */
export function listedPrices({ provider, model }: PricePair): NewPrice[] {
  return isCachedUnpriced(provider, model) ? [] : lookUpListPrices(provider, model);
}

/** A catalogue model at the provider that the catalogue quotes has the catalogue's price, or on purpose none. */
function isCachedUnpriced(provider: string, model: string): boolean {
  return provider === "unknown" || findCatalogueModel(model)?.provider === provider;
}
