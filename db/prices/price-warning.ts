import { RATE_FIELDS } from "@/lib/contract/price-terms";
import type { PriceWarning } from "@/lib/contract/prices";
import type { PriceDoubt } from "@/lib/domain/pricing/check-plausibility";

/** A doubt about a price by the name of the field that it is about. */
export function toPriceWarning({ rate, code, message, mustConfirm }: PriceDoubt): PriceWarning {
  const named = Object.entries(RATE_FIELDS).find(([, field]) => field === rate);
  const field = named ? `rates.${named[0]}` : rate === "validFrom" ? "valid_from" : (rate ?? "rates");
  const suffix = code.split(":").at(-1) ?? code;
  return { field, code: `${field}:${suffix}`, message, must_confirm: mustConfirm };
}
