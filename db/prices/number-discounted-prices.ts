import type { Db } from "@/db/client";
import { discountedPrice } from "@/db/schema/discounts";
import { ruleSetsOf } from "@/lib/domain/pricing/discounted-price";
import { loadDiscounts } from "./list-discounted-prices";
import { listPrices } from "./list-prices";

/** Gives every list price that discounts are taken off a number for each set of them, so that attempts can name it. Safe at any time. */
export async function numberDiscountedPrices(db: Db): Promise<void> {
  const { rules, idOf } = await loadDiscounts(db);
  if (rules.length === 0) return;
  const missing = (await listPrices(db)).flatMap((price) =>
    ruleSetsOf(price, rules)
      .filter((own) => idOf(price, own) === null)
      .map((own) => ({ priceId: Number(price.id), discountIds: own.map(({ id }) => id) })),
  );
  if (missing.length > 0) await db.insert(discountedPrice).values(missing).onConflictDoNothing();
}
