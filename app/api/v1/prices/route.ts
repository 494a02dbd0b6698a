import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { addPrice } from "@/db/prices/add-price";
import { loadDiscounts } from "@/db/prices/list-discounted-prices";
import { listPrices } from "@/db/prices/list-prices";
import { toDiscountedVersion, toPriceVersion } from "@/db/prices/price-version";
import { addPriceOperation, pricesOperation } from "@/lib/contract/prices";
import { expandDiscounts } from "@/lib/domain/pricing/discounted-price";
import { describeHolidayLists } from "@/lib/domain/pricing/holiday-lists";
import type { Price } from "@/lib/domain/pricing/price";

export const GET = implement(pricesOperation, async ({ query: { at, ...filter } }) => {
  const db = getReadDb();
  const [prices, { rules, idOf }] = await Promise.all([listPrices(db, filter), loadDiscounts(db)]);
  const isAsked = ({ validFrom, validTo }: Pick<Price, "validFrom" | "validTo">) =>
    at === undefined || (validFrom <= at && (validTo === null || validTo > at));
  return {
    prices: prices.filter(isAsked).map(toPriceVersion),
    discounted: prices.flatMap((listed) =>
      expandDiscounts(listed, rules, idOf)
        .filter(isAsked)
        .flatMap((price) => toDiscountedVersion(listed, price)),
    ),
    holiday_lists: describeHolidayLists(),
  };
});

export const POST = implement(addPriceOperation, ({ caller, body }) =>
  addPrice(getDb(), { input: body, actor: actorName(caller), now: new Date() }),
);
