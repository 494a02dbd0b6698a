import { calendarSchema, RATE_FIELDS, type RateField } from "@/lib/contract/price-terms";
import type { DiscountedPriceVersion, PriceVersion } from "@/lib/contract/prices";
import { displayPrice, formatWhole } from "@/lib/domain/format";
import { FEE_UNITS, type FeeUnit } from "@/lib/domain/pricing/call-units";
import { describeConditions } from "@/lib/domain/pricing/describe-conditions";
import { type Message, message, t } from "@/lib/messages/translate";

/** A bucket's name, and how it is charged where a price has no amount for it; input always has one. */
export const BUCKETS: Record<RateField, { label: Message; unset: Message | null }> = {
  input: { label: message("Uncached input"), unset: null },
  cached_input: { label: message("Cached read"), unset: message("as input") },
  cache_write: { label: message("Write 5 min"), unset: message("as input") },
  cache_write_1h: { label: message("Write 1 h"), unset: message("as 5 min") },
  output: { label: message("Output"), unset: message("not sold") },
  reasoning: { label: message("Reasoning"), unset: message("as output") },
  audio_input: { label: message("Audio in"), unset: message("no price") },
  cached_audio_input: { label: message("Cached audio"), unset: message("as audio in") },
  audio_output: { label: message("Audio out"), unset: message("no price") },
  image_input: { label: message("Image in"), unset: message("as input") },
  image_output: { label: message("Image out"), unset: message("no price") },
};
export const BUCKET_NAMES = Object.keys(RATE_FIELDS).filter((name): name is RateField => name in BUCKETS);

export const FEE_LABELS: Record<FeeUnit, Message> = {
  images: message("Per image"),
  seconds: message("Per second"),
  characters: message("Per character"),
  pages: message("Per page"),
  cache_token_hours: message("Per cached token-hour"),
  searches: message("Per search"),
  calls: message("Per tool call"),
  attempts: message("Per attempt"),
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
  return conditionsOf(price).join(", ") || t("always");
}

/** Whether a price is of a list or a contract, as it is marked. */
export function standingText(standing: PriceVersion["standing"]): string {
  return t("{standing, select, contract {contract} other {list}}", { standing });
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
    return amount === undefined ? [] : [feeText(displayPrice(amount, currency), unit)];
  });
  return [...known, ...(leaves_out_fees ? [t("other fees that are not in the cost")] : [])].join(", ");
}

function feeText(amount: string, unit: FeeUnit): string {
  return t(
    "{amount} per {unit, select, images {image} seconds {second} characters {character} pages {page} cache_token_hours {cached token-hour} searches {search} calls {tool call} other {attempt}}",
    { amount, unit },
  );
}

/** Graduated prices in words. */
export function describeSteps({ steps, currency }: PriceVersion): string {
  return steps
    .map(({ above_tokens, input }) =>
      t("{input} above {aboveTokens} tokens", {
        input: displayPrice(input, currency),
        aboveTokens: formatWhole(above_tokens),
      }),
    )
    .join(", ");
}

/** "20 % off list", "20 % and 5 % off list": rules in the order in which each takes its part of what the one before left. */
export function describeDiscount({ discounts }: Pick<DiscountedPriceVersion, "discounts">): string {
  return t("{discounts} off list", { discounts: discounts.map(({ percent }) => `${percent} %`).join(t(" and ")) });
}
