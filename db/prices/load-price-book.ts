import type { Db } from "@/db/client";
import { createPriceBook, type PriceBook } from "@/lib/domain/price-book";
import { listPrices } from "./list-prices";

/** The price book of this moment; a price stored later needs another. */
export async function loadPriceBook(db: Db): Promise<PriceBook> {
  return createPriceBook(await listPrices(db));
}
