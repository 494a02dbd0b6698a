import { PLAIN_TERMS } from "../pricing/price";
import type { NewPrice } from "../pricing/price-book";
import { parseUsd } from "../pricing/usd";
import { parseInstantUs } from "../time/instant";
import { CATALOGUE, CATALOGUE_VALID_FROM, findCatalogueModel } from "./catalogue";

export const CATALOGUE_SOURCE = "catalogue";

/** The catalogue's prices as rows to store; models nobody quoted a price for have none. */
export function cataloguePrices(): NewPrice[] {
  return CATALOGUE.flatMap(({ id, provider, price }) => {
    if (!price) return [];
    return {
      ...PLAIN_TERMS,
      provider,
      model: id,
      validFrom: parseInstantUs(CATALOGUE_VALID_FROM) ?? 0,
      validTo: null,
      inputPicoPerM: pico(price.inputUsdPerMillion),
      cachedInputPicoPerM: price.cachedInputUsdPerMillion === null ? null : pico(price.cachedInputUsdPerMillion),
      cacheWritePicoPerM: price.cacheWriteUsdPerMillion === null ? null : pico(price.cacheWriteUsdPerMillion),
      outputPicoPerM: pico(price.outputUsdPerMillion),
      source: CATALOGUE_SOURCE,
      sourceNote: price.sourceNote,
      createdBy: null,
      reason: null,
    };
  });
}

/** Whether the catalogue quotes the model at that provider; earlier ones quoted the unified endpoint's prices at the makers. */
export function isQuoted(provider: string, model: string): boolean {
  const known = findCatalogueModel(model);
  return known !== null && known.price !== null && known.provider === provider;
}

function pico(text: string): bigint {
  const value = parseUsd(text);
  if (value === null) throw new RangeError(`The catalogue quotes "${text}", which is no amount`);
  return value;
}
