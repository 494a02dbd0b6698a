import type { Db } from "@/db/client";
import { price } from "@/db/schema/prices";
import type { NewPrice } from "@/lib/domain/pricing/price-book";
import { toPriceRow } from "./stored-price";

/** Stores prices and returns their ids; one already stored from the same source for the same terms and start is left as it is. */
export async function insertPrices(db: Db, prices: readonly NewPrice[]): Promise<number[]> {
  if (prices.length === 0) return [];
  const rows = await db.insert(price).values(prices.map(toPriceRow)).onConflictDoNothing().returning({ id: price.id });
  return rows.map(({ id }) => id);
}
