import { calcPrice, type ModelInfo } from "@pydantic/genai-prices";
import { GENAI_SOURCE } from "@/lib/domain/price-import/list-sources";
import { modelAtProvider } from "@/lib/domain/pricing/model-at-provider";
import type { NewPrice } from "@/lib/domain/pricing/price-book";
import { convertListPrices } from "./convert-list-prices";
import { genaiProviderId } from "./genai-provider-id";

const LIST_PRICE_SOURCE = `${GENAI_SOURCE}@0.1.8`;

/**
 * The public list prices of a model at a provider, as rows to store; empty when there are none.
 *
 * The provider must be known: a price guessed from the model's name alone would be its maker's.
 */
export function lookUpListPrices(provider: string, model: string): NewPrice[] {
  const providerId = genaiProviderId(provider);
  if (providerId === null) return [];
  const info = findModel(providerId, model) ?? findModel(providerId, modelAtProvider(providerId, model));
  if (!info) return [];
  return convertListPrices(info.prices).map((terms) => ({
    ...terms,
    provider,
    model,
    source: LIST_PRICE_SOURCE,
    sourceNote: `${providerId}/${info.id}`,
    createdBy: null,
    reason: null,
  }));
}

function findModel(providerId: string, model: string): ModelInfo | null {
  try {
    return calcPrice({ input_tokens: 0 }, model, { providerId })?.model ?? null;
  } catch {
    // The library throws on models it cannot compute; those have no price for us either.
    return null;
  }
}
