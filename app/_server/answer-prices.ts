import type { z } from "zod";
import { loadDiscounts } from "@/db/prices/list-discounted-prices";
import { listPrices } from "@/db/prices/list-prices";
import { toDiscountedVersion, toPriceVersion } from "@/db/prices/price-version";
import type { pricesOperation } from "@/lib/contract/prices";
import { expandDiscounts } from "@/lib/domain/pricing/discounted-price";
import { describeHolidayLists } from "@/lib/domain/pricing/holiday-lists";
import type { Price } from "@/lib/domain/pricing/price";
import { getReadDb } from "./runtime";

/** The versions of prices that are asked for, what discounts make of them, and the lists of holidays that calendars may name. */
export async function answerPrices({ at, since, ...filter }: z.output<typeof pricesOperation.query>) {
  const db = getReadDb();
  const [prices, { rules, idOf }] = await Promise.all([listPrices(db, filter), loadDiscounts(db)]);
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
