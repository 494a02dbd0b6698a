import type { UnpricedRow } from "@/lib/contract/unpriced";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

type Reasoned = Pick<UnpricedRow, "reason" | "last_at" | "priced_from">;

/** Why attempts have no cost, and from when on there is a price. */
export function describeUnpriced({ reason, last_at, priced_from }: Reasoned, zone: string): string {
  if (reason === "no_usage") return t("Reported no usage");
  if (reason === "no_rate") return t("The price quotes nothing for a part of what was used, such as audio");
  if (reason === "no_price" || priced_from === null) return t("No price for this model at this provider");
  const since = formatInstant(priced_from, zone, "minute");
  return Date.parse(priced_from) > Date.parse(last_at)
    ? t("Started before the price, which is valid from {since}", { since })
    : t("Stored before the price was known, which is valid from {since}", { since });
}
