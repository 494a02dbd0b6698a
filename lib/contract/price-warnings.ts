import { checkPlausibility, type PriceDoubt } from "@/lib/domain/pricing/check-plausibility";
import { RATE_FIELDS } from "./price-terms";
import type { PriceWarning } from "./prices";

/** What looks wrong about a price, at the fields by which it is sent: the form and the API warn of the same. */
export function priceWarnings(...[terms, beside]: Parameters<typeof checkPlausibility>): PriceWarning[] {
  return checkPlausibility(terms, beside).map(toPriceWarning);
}

/** A doubt about a price by the name of the field that it is about. */
export function toPriceWarning({ rate, code, message, mustConfirm }: PriceDoubt): PriceWarning {
  const named = Object.entries(RATE_FIELDS).find(([, field]) => field === rate);
  const field = named ? `rates.${named[0]}` : rate === "validFrom" ? "valid_from" : (rate ?? "rates");
  const suffix = code.split(":").at(-1) ?? code;
  return { field, code: `${field}:${suffix}`, message, must_confirm: mustConfirm };
}
