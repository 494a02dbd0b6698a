import { calendarSchema, RATE_FIELDS, type RateField } from "@/lib/contract/price-terms";
import type { DiscountedPriceVersion, PriceVersion } from "@/lib/contract/prices";
import { displayPrice, formatWhole } from "@/lib/domain/format";
import { FEE_UNITS, type FeeUnit } from "@/lib/domain/pricing/call-units";
import { describeConditions } from "@/lib/domain/pricing/describe-conditions";

/** A bucket's name, and how it is charged where a price has no amount for it. */
export const BUCKETS: Record<RateField, { label: string; unset: string }> = {
  input: { label: "Uncached input", unset: "" },
  cached_input: { label: "Cached read", unset: "as input" },
  cache_write: { label: "Write 5 min", unset: "as input" },
  cache_write_1h: { label: "Write 1 h", unset: "as 5 min" },
  output: { label: "Output", unset: "not sold" },
  reasoning: { label: "Reasoning", unset: "as output" },
  audio_input: { label: "Audio in", unset: "no price" },
  cached_audio_input: { label: "Cached audio", unset: "as audio in" },
  audio_output: { label: "Audio out", unset: "no price" },
  image_input: { label: "Image in", unset: "as input" },
  image_output: { label: "Image out", unset: "no price" },
};
export const BUCKET_NAMES = Object.keys(RATE_FIELDS).filter((name): name is RateField => name in BUCKETS);

export const FEE_LABELS: Record<FeeUnit, string> = {
  images: "image",
  seconds: "second",
  characters: "character",
  pages: "page",
  cache_token_hours: "cached token-hour",
  searches: "search",
  calls: "tool call",
  attempts: "attempt",
};

type Conditions = Pick<
  PriceVersion,
  "standing" | "service_tier" | "region" | "context_above_tokens" | "output_above_tokens" | "calendar"
>;

/** When a version applies, in words; nothing where always. */
function conditionsOf(price: Conditions): string[] {
  return describeConditions({
    standing: price.standing,
    serviceTier: price.service_tier,
    region: price.region,
    contextAboveTokens: price.context_above_tokens,
    outputAboveTokens: price.output_above_tokens,
    calendar: price.calendar && calendarSchema.parse(price.calendar),
  });
}

/** The same as one text. */
export function describeTerms(price: Conditions): string {
  return conditionsOf(price).join(", ") || "always";
}

/** Which versions follow one another: those under the same conditions. */
export function conditionsKey(price: Conditions): string {
  const { standing, service_tier, region, context_above_tokens, output_above_tokens, calendar } = price;
  const when = calendar && [calendar.zone, calendar.weekdays, calendar.hours, calendar.holidays];
  return JSON.stringify([standing, service_tier, region, context_above_tokens, output_above_tokens, when]);
}

/** Fees in words, such as "$0.01 a search"; nothing where there are none. */
export function describeFees({ fees, currency, leaves_out_fees }: PriceVersion): string {
  const known = FEE_UNITS.flatMap((unit) => {
    const amount = fees[unit];
    return amount === undefined ? [] : [`${displayPrice(amount, currency)} per ${FEE_LABELS[unit]}`];
  });
  return [...known, ...(leaves_out_fees ? ["other fees that are not in the cost"] : [])].join(", ");
}

/** Graduated prices in words. */
export function describeSteps({ steps, currency }: PriceVersion): string {
  return steps
    .map(({ above_tokens, input }) => `${displayPrice(input, currency)} above ${formatWhole(above_tokens)} tokens`)
    .join(", ");
}

/** "20 % off list", "20 % and 5 % off list": rules in the order in which each takes its part of what the one before left. */
export function describeDiscount({ discounts }: Pick<DiscountedPriceVersion, "discounts">): string {
  return `${discounts.map(({ percent }) => `${percent} %`).join(" and ")} off list`;
}
