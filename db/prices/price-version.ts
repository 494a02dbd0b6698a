import { newPriceTerms } from "@/lib/contract/new-price-terms";
import { calendarInput, RATE_FIELDS, type RateField, stepsInput } from "@/lib/contract/price-terms";
import type { DiscountedPriceVersion, NewPriceInput, PriceVersion } from "@/lib/contract/prices";
import { percentText } from "@/lib/domain/pricing/discount-rule";
import type { Price } from "@/lib/domain/pricing/price";
import type { NewPrice } from "@/lib/domain/pricing/price-book";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { recordOf } from "@/lib/domain/record-of";
import { formatInstantUs } from "@/lib/domain/time/instant";
import type { StoredPrice } from "./stored-price";

/** The source of prices that follow from a list price and discounts. */
const DISCOUNT_SOURCE = "discount";
const RATES = Object.keys(RATE_FIELDS) as RateField[];

/** A price as answers have it. One that discounts were taken off says so in place of where its list price is from. */
export function toPriceVersion(price: StoredPrice): PriceVersion {
  const { source, note } = sourceOf(price);
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
    source,
    source_note: note,
    created_by: price.createdBy,
    reason: price.reason,
    stored_at: formatInstantUs(price.storedAt),
  };
}

/** Where a price is from; of a discounted one, the list price's version and what was taken off it. */
export function sourceOf({ source, sourceNote, discount }: StoredPrice): { source: string; note: string | null } {
  if (!discount) return { source, note: sourceNote };
  const rules = discount.rules.map(({ name, offPpm }) => `${percentText(offPpm)} % (${name})`).join(", ");
  return { source: DISCOUNT_SOURCE, note: `Version ${discount.list.id} less ${rules}` };
}

/** What discounts made of a stored price, as answers have it; none of what none is taken off. */
export function toDiscountedVersion(stored: StoredPrice, { discount, ...price }: Price): DiscountedPriceVersion[] {
  if (!discount) return [];
  const named = discount.rules.map(({ id, name, offPpm }) => ({ id, name, percent: percentText(offPpm) }));
  const version = toPriceVersion({ ...stored, ...price, source: DISCOUNT_SOURCE });
  return [{ ...version, list_price_id: Number(stored.id), discounts: named }];
}

/** What was sent, as a price to store. */
export function toNewPrice(input: NewPriceInput, actor: string): NewPrice {
  return { ...newPriceTerms(input), createdBy: actor };
}
