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
      provider,
      model: id,
      serviceTier: null,
      validFrom: parseInstantUs(CATALOGUE_VALID_FROM) ?? 0,
      validTo: null,
      contextAboveTokens: 0,
      utcMinuteFrom: null,
      utcMinuteTo: null,
      inputPicoUsdPerM: pico(price.inputUsdPerMillion),
      cachedInputPicoUsdPerM: price.cachedInputUsdPerMillion === null ? null : pico(price.cachedInputUsdPerMillion),
      cacheWritePicoUsdPerM: price.cacheWriteUsdPerMillion === null ? null : pico(price.cacheWriteUsdPerMillion),
      outputPicoUsdPerM: pico(price.outputUsdPerMillion),
      reasoningPicoUsdPerM: null,
      leavesOutFees: false,
      source: CATALOGUE_SOURCE,
      sourceNote: price.sourceNote,
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
