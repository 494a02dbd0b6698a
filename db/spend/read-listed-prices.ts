import { listUsdPerMOutput } from "@/lib/domain/catalogue/list-price";
import { groupBy as groupItems } from "@/lib/domain/group-by";
import { createExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { listedOutputPrice } from "@/lib/domain/pricing/listed-output-price";
import { formatUsdOrNull } from "@/lib/domain/pricing/usd";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { MINUTE_US } from "@/lib/domain/time/units";
import type { AggregateGroup } from "../aggregates/group-types";
import type { Db } from "../client";
import { listExchangeRates } from "../prices/list-exchange-rates";
import { listPrices } from "../prices/list-prices";

/** What a row's list price for a million output tokens was in its interval, in USD; null where there was none. */
export type ListedPriceOf = (row: Pick<AggregateGroup, "bucket" | "names">) => string | null;

/** The stored list prices of rows by model, at their provider if they name it; the catalogue's of a model without any. */
export async function readListedPrices(db: Db, spans: readonly MinuteSpan[]): Promise<ListedPriceOf> {
  const [prices, stored] = await Promise.all([listPrices(db), listExchangeRates(db)]);
  const rates = createExchangeRates(stored);
  const byModel = groupItems(prices, ({ model }) => model);
  const known = new Map<string, string | null>();
  const find: ListedPriceOf = ({ bucket, names: { model, provider } }) => {
    const own = byModel.get(model ?? "");
    if (!own) return listUsdPerMOutput(model ?? "");
    const { from = 0, to = 0 } = spans[bucket] ?? {};
    const span = { fromUs: from * MINUTE_US, toUs: to * MINUTE_US };
    return formatUsdOrNull(listedOutputPrice({ provider: provider ?? null, span }, own, rates));
  };
  return (row) => {
    const key = JSON.stringify([row.bucket, row.names.model, row.names.provider]);
    const price = known.get(key);
    if (price !== undefined) return price;
    const found = find(row);
    known.set(key, found);
    return found;
  };
}
