import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { discountedPrice } from "@/db/schema/discounts";
import { selectRows } from "@/db/select-rows";
import { discountPrice, ruleKey } from "@/lib/domain/pricing/discounted-price";
import type { Price } from "@/lib/domain/pricing/price";
import type { BookDiscounts } from "@/lib/domain/pricing/price-book";
import { inPrices, listDiscounts } from "./list-discounts";

const rowSchema = z.object({ id: z.number(), price_id: z.number(), discount_ids: z.array(z.number()) });

/** What a price book needs to take discounts off, and the numbers that list prices have under them. */
export async function loadDiscounts(
  db: Db,
): Promise<BookDiscounts & { rules: Awaited<ReturnType<typeof listDiscounts>> }> {
  const rules = inPrices(await listDiscounts(db));
  if (rules.length === 0) return { rules, idOf: () => null };
  const numbers = new Map(
    (await readNumbers(db)).map((row) => [`${row.price_id}:${row.discount_ids.join(",")}`, String(row.id)]),
  );
  return { rules, idOf: (list, own) => numbers.get(`${list.id}:${ruleKey(own)}`) ?? null };
}

/** Every discounted price that an attempt may name, by its number; of prices that are not given none. */
export async function listDiscountedPrices<P extends Price>(db: Db, prices: readonly P[]): Promise<P[]> {
  const [rules, rows] = await Promise.all([listDiscounts(db), readNumbers(db)]);
  const priceOf = new Map(prices.map((price) => [price.id, price]));
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  return rows.flatMap((row) => {
    const list = priceOf.get(String(row.price_id));
    const own = row.discount_ids.flatMap((id) => ruleOf.get(id) ?? []);
    return list ? [discountPrice(list, own, String(row.id))] : [];
  });
}

function readNumbers(db: Db) {
  return selectRows(db, sql`select id, price_id, discount_ids from ${discountedPrice} order by id`, rowSchema);
}
