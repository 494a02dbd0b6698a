import type { z } from "zod";
import { listPrices } from "@/db/prices/list-prices";
import { toPriceVersion } from "@/db/prices/price-version";
import type { pricesOperation } from "@/lib/contract/prices";
import { describeHolidayLists } from "@/lib/domain/pricing/holiday-lists";
import { getReadDb } from "./runtime";

/** The versions of prices that are asked for, and the lists of holidays that their calendars may name. */
export async function answerPrices({ at, since, ...filter }: z.output<typeof pricesOperation.query>) {
  const prices = await listPrices(getReadDb(), filter);
  const found = prices.filter(
    ({ validFrom, validTo }) =>
      (at === undefined || (validFrom <= at && (validTo === null || validTo > at))) &&
      (since === undefined || validTo === null || validTo > since),
  );
  return { prices: found.map(toPriceVersion), holiday_lists: describeHolidayLists() };
}
