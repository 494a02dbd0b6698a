import type { Db } from "@/db/client";
import { discountedPrice } from "@/db/schema/discounts";
import { ruleSetsOf } from "@/lib/domain/pricing/discounted-price";
import { loadDiscounts } from "./list-discounted-prices";
import { listPrices } from "./list-prices";

// A row has two parameters, of which a statement may have 65,535.
const CHUNK = 10_000;

/** Gives every list price that discounts are taken off a number for each set of them, so that attempts can name it. Safe at any time. */
export async function numberDiscountedPrices(db: Db): Promise<void> {
  const { rules, idOf } = await loadDiscounts(db);
  if (rules.length === 0) return;
  const missing = (await listPrices(db)).flatMap((price) =>
    ruleSetsOf(price, rules)
      .filter((own) => idOf(price, own) === null)
      .map((own) => ({ priceId: Number(price.id), discountIds: own.map(({ id }) => id) })),
  );
  for (let from = 0; from < missing.length; from += CHUNK) {
    await db
      .insert(discountedPrice)
      .values(missing.slice(from, from + CHUNK))
      .onConflictDoNothing();
  }
}
