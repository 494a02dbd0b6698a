import { waitForUpdate } from "@pydantic/genai-prices";
import { inEnglish } from "@/lib/domain/in-english";
import type { PriceList, PricePair, PriceQuote } from "@/lib/domain/price-import/quote";
import { describeConditions } from "@/lib/domain/pricing/describe-conditions";
import type { NewPrice } from "@/lib/domain/pricing/price-book";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { lookUpListPrices } from "../list-price/look-up-list-prices";

/**
 * The prices of the installed @pydantic/genai-prices as quotes: of the pairs, by its own rules for their names, and of every
 * model it lists where all are wanted. What ended before an instant (epoch µs) is left out.
 */
export async function readGenaiList(wanted: {
  pairs: readonly PricePair[];
  isAll: boolean;
  at: number;
}): Promise<PriceList> {
  const pairs = new Map(wanted.pairs.map((pair) => [nameOf(pair), pair]));
  if (wanted.isAll) for (const pair of await listedPairs()) pairs.set(nameOf(pair), pair);
  let skipped = 0;
  const quotes = [...pairs].flatMap(([name, { provider, model }]) => {
    const prices = lookUpListPrices(provider, model).filter(({ validTo }) => validTo === null || validTo > wanted.at);
    if (prices.length === 0) skipped += 1;
    return prices.map((price) => quoteOf(name, price, wanted.at));
  });
  return { quotes, refused: [], skipped };
}

async function listedPairs(): Promise<PricePair[]> {
  const providers = (await waitForUpdate()) ?? [];
  return providers.flatMap(({ id, models }) => models.map((model) => ({ provider: id, model: model.id })));
}

function quoteOf(name: string, price: NewPrice, at: number): PriceQuote {
  const { createdBy: _, reason: __, ...quoted } = price;
  const since = price.validFrom > at ? [`from ${formatInstantUs(price.validFrom).slice(0, 10)}`] : [];
  const parts = [...describeConditions(price, inEnglish), ...since];
  return { ...quoted, row: parts.length === 0 ? name : `${name} (${parts.join(", ")})`, notImported: [] };
}

function nameOf({ provider, model }: PricePair): string {
  return `${provider}/${model}`;
}
