import type { z } from "zod";
import type { Db } from "@/db/client";
import { getAliases } from "@/db/policies/get-aliases";
import { loadDiscounts } from "@/db/prices/list-discounted-prices";
import { listPrices } from "@/db/prices/list-prices";
import { toDiscountedVersion, toPriceVersion } from "@/db/prices/price-version";
import type { pricesOperation } from "@/lib/contract/prices";
import { expandDiscounts } from "@/lib/domain/pricing/discounted-price";
import { describeHolidayLists } from "@/lib/domain/pricing/holiday-lists";
import type { Price } from "@/lib/domain/pricing/price";
import { getReadDb } from "./runtime";

/** The versions of prices that are asked for, what discounts make of them, and the lists of holidays that calendars may name. */
export async function answerPrices(query: z.output<typeof pricesOperation.query>) {
  const { at, since, provider, model, aliases } = query;
  const db = getReadDb();
  const names = model !== undefined && aliases === "true" ? await namesOf(db, model) : model;
  const [prices, { rules, idOf }] = await Promise.all([listPrices(db, { provider, model: names }), loadDiscounts(db)]);
  const isAsked = ({ validFrom, validTo }: Pick<Price, "validFrom" | "validTo">) =>
    (at === undefined || (validFrom <= at && (validTo === null || validTo > at))) &&
    (since === undefined || validTo === null || validTo > since);
  return {
    prices: prices.filter(isAsked).map(toPriceVersion),
    discounted: prices.flatMap((listed) =>
      expandDiscounts(listed, rules, idOf)
        .filter(isAsked)
        .flatMap((price) => toDiscountedVersion(listed, price)),
    ),
    holiday_lists: describeHolidayLists(),
  };
}

/** A model and the names that stand for it. */
async function namesOf(db: Db, model: string): Promise<string[]> {
  const { aliases } = await getAliases(db);
  return [model, ...Object.keys(aliases).filter((name) => name !== model && aliases[name] === model)];
}
