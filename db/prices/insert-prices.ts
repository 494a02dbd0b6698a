import type { Db } from "@/db/client";
import { price } from "@/db/schema/prices";
import type { NewPrice } from "@/lib/domain/pricing/price-book";
import { numberDiscountedPrices } from "./number-discounted-prices";
import { toPriceRow } from "./stored-price";

/**
 * Stores prices and returns their ids; one already stored from the same source for the same terms and start is left as it is.
 *
 * What discounts make of them has its number from the same moment on: whoever costs by them next names no list price instead.
 */
export async function insertPrices(db: Db, prices: readonly NewPrice[]): Promise<number[]> {
  if (prices.length === 0) return [];
  const rows = await db.insert(price).values(prices.map(toPriceRow)).onConflictDoNothing().returning({ id: price.id });
  await numberDiscountedPrices(db);
  return rows.map(({ id }) => id);
}
