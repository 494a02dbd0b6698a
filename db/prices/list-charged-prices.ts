import type { Db } from "../client";
import { listDiscountedPrices } from "./list-discounted-prices";
import { listPrices } from "./list-prices";
import type { StoredPrice } from "./stored-price";

/** Every price that an attempt may name: all versions, and what discounts make of them. */
export async function listChargedPrices(db: Db): Promise<StoredPrice[]> {
  const listed = await listPrices(db);
  return [...listed, ...(await listDiscountedPrices(db, listed))];
}
