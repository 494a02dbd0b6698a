import type { NewPrice } from "@/lib/domain/pricing/price-book";
import { type NewPriceInput, picoRatesOf } from "./prices";

/** What was sent of a new version, as the terms of a price. */
export function newPriceTerms(input: NewPriceInput): Omit<NewPrice, "createdBy"> {
  return {
    provider: input.provider,
    model: input.model,
    currency: input.currency,
    standing: input.standing,
    ...picoRatesOf(input.rates),
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
