import { newPriceTerms } from "@/lib/contract/new-price-terms";
import { calendarInput, RATE_FIELDS, type RateField, stepsInput } from "@/lib/contract/price-terms";
import type { NewPriceInput, PriceVersion } from "@/lib/contract/prices";
import type { NewPrice } from "@/lib/domain/pricing/price-book";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { recordOf } from "@/lib/domain/record-of";
import { formatInstantUs } from "@/lib/domain/time/instant";
import type { StoredPrice } from "./stored-price";

const RATES = Object.keys(RATE_FIELDS) as RateField[];

/** A stored price as answers have it. */
export function toPriceVersion(price: StoredPrice): PriceVersion {
  return {
    id: Number(price.id),
    provider: price.provider,
    model: price.model,
    currency: price.currency,
    standing: price.standing,
    rates: {
      ...recordOf(RATES, (name) => formatUsdOrNull(price[RATE_FIELDS[name]])),
      input: formatUsd(price.inputPicoPerM),
    },
    steps: stepsInput([...price.steps]),
    fees: Object.fromEntries(Object.entries(price.feePico).map(([unit, pico]) => [unit, formatUsd(pico)])),
    leaves_out_fees: price.leavesOutFees,
    service_tier: price.serviceTier,
    region: price.region,
    context_above_tokens: price.contextAboveTokens,
    output_above_tokens: price.outputAboveTokens,
    calendar: price.calendar && calendarInput(price.calendar),
    valid_from: formatInstantUs(price.validFrom),
    valid_to: price.validTo === null ? null : formatInstantUs(price.validTo),
    source: price.source,
    source_note: price.sourceNote,
    created_by: price.createdBy,
    reason: price.reason,
    stored_at: formatInstantUs(price.storedAt),
  };
}

/** What was sent, as a price to store. */
export function toNewPrice(input: NewPriceInput, actor: string): NewPrice {
  return { ...newPriceTerms(input), createdBy: actor };
}
