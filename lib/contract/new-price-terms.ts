import type { NewPrice } from "@/lib/domain/pricing/price-book";
import type { NewPriceInput } from "./prices";

/** What was sent of a new version, as the terms of a price. */
export function newPriceTerms(input: NewPriceInput): Omit<NewPrice, "createdBy"> {
  const { rates } = input;
  return {
    provider: input.provider,
    model: input.model,
    currency: input.currency,
    standing: input.standing,
    inputPicoPerM: rates.input,
    cachedInputPicoPerM: rates.cached_input ?? null,
    cacheWritePicoPerM: rates.cache_write ?? null,
    cacheWrite1hPicoPerM: rates.cache_write_1h ?? null,
    outputPicoPerM: rates.output ?? null,
    reasoningPicoPerM: rates.reasoning ?? null,
    audioInputPicoPerM: rates.audio_input ?? null,
    cachedAudioInputPicoPerM: rates.cached_audio_input ?? null,
    audioOutputPicoPerM: rates.audio_output ?? null,
    imageInputPicoPerM: rates.image_input ?? null,
    imageOutputPicoPerM: rates.image_output ?? null,
    steps: input.steps,
    feePico: input.fees,
    leavesOutFees: input.leaves_out_fees,
    serviceTier: input.service_tier ?? null,
    region: input.region ?? null,
    contextAboveTokens: input.context_above_tokens,
    outputAboveTokens: input.output_above_tokens,
    calendar: input.calendar ?? null,
    validFrom: input.valid_from,
    validTo: input.valid_to ?? null,
    source: input.source,
    sourceNote: input.source_note ?? null,
    reason: input.reason,
  };
}
