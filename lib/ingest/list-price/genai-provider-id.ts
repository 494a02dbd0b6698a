import { findProvider } from "@pydantic/genai-prices";
import { providerIdOf } from "@/lib/domain/pricing/provider-id";

/**
 * The list-price id of a provider's name, or null when nobody there is surely meant.
 *
 * Matching is by whole names only: the library's own rules take "my-openai-proxy" for OpenAI.
 */
export function genaiProviderId(provider: string): string | null {
  const id = providerIdOf(provider);
  return id !== null && findProvider({ providerId: id })?.id === id ? id : null;
}
