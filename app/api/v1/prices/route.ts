import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { addPrice } from "@/db/prices/add-price";
import { listPrices } from "@/db/prices/list-prices";
import { toPriceVersion } from "@/db/prices/price-version";
import { addPriceOperation, pricesOperation } from "@/lib/contract/prices";
import { describeHolidayLists } from "@/lib/domain/pricing/holiday-lists";

export const GET = implement(pricesOperation, async ({ query: { at, ...filter } }) => {
  const prices = await listPrices(getReadDb(), filter);
  const valid = prices.filter(
    ({ validFrom, validTo }) => at === undefined || (validFrom <= at && (validTo === null || validTo > at)),
  );
  return { prices: valid.map(toPriceVersion), holiday_lists: describeHolidayLists() };
});

export const POST = implement(addPriceOperation, ({ caller, body }) =>
  addPrice(getDb(), { input: body, actor: actorName(caller), now: new Date() }),
);
