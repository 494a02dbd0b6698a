import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { priceDiscount } from "@/db/schema/discounts";
import { selectRows } from "@/db/select-rows";
import { discountRowSchema, type StoredDiscount } from "./discount-row";

/** Every discount ever stored, ended ones included: a late attempt costs what it did then. */
export function listDiscounts(db: Db): Promise<StoredDiscount[]> {
  return selectRows(
    db,
    sql`select id, name, provider, models, buckets, (percent * 10000)::int as off_ppm, position,
        commit_amount, commit_period, applies, created_by, reason,
        (extract(epoch from valid_from) * 1000000)::bigint as valid_from,
        (extract(epoch from valid_to) * 1000000)::bigint as valid_to,
        (extract(epoch from created_at) * 1000000)::bigint as created_at
      from ${priceDiscount} order by id`,
    discountRowSchema,
  );
}

/** Those that are in prices: what begins beyond a commitment depends on all that was used before it. */
export function inPrices(discounts: readonly StoredDiscount[]): StoredDiscount[] {
  return discounts.filter(({ commit }) => commit?.applies !== "after");
}
