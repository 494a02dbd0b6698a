import { type Message, message } from "@/lib/messages/translate";

/** Why a bill is not what is counted here, in the order in which reasons are listed. */
export const BILL_REASONS = [
  "not_routed",
  "not_on_bill",
  "model_name",
  "day_shift",
  "cache_class",
  "service_tier",
  "price",
  "currency_rate",
  "unpriced",
  "estimated",
  "fees",
  "credit",
  "discount",
  "tax",
  "purchase",
  "rounding",
] as const;
export type BillReason = (typeof BILL_REASONS)[number];

/** A reason as a table's group names it, and in a sentence what it means. */
export const BILL_REASON_TEXTS: Readonly<Record<BillReason, { label: Message; sentence: Message }>> = {
  not_routed: {
    label: message("Not sent through here"),
    sentence: message("The bill has usage that no attempt here accounts for: tokens missing times the price."),
  },
  not_on_bill: {
    label: message("Not on the bill"),
    sentence: message("Attempts here used tokens that the bill does not charge for."),
  },
  model_name: {
    label: message("Another name for the model"),
    sentence: message(
      "The bill calls a model by a name that no attempt has. The two sides cancel out; map the name to join them.",
    ),
  },
  day_shift: {
    label: message("Counted on another day"),
    sentence: message(
      "The same usage stands on a neighbouring day: the bill's days may be those of another time zone.",
    ),
  },
  cache_class: {
    label: message("Cached or not"),
    sentence: message("The total input agrees, but the bill counts another part of it as cached."),
  },
  service_tier: {
    label: message("Service tier or batch"),
    sentence: message("The bill charges the same tokens in another service tier than attempts name."),
  },
  price: {
    label: message("Another price"),
    sentence: message("The same tokens at another price than the price version used here."),
  },
  currency_rate: {
    label: message("Exchange rate"),
    sentence: message("The bill and the price are in two currencies, and the bill was converted at another rate."),
  },
  unpriced: {
    label: message("No price here"),
    sentence: message("Attempts whose cost is not known, at what the bill charges for them."),
  },
  estimated: {
    label: message("Estimated here"),
    sentence: message("The cost here stands on estimated usage; as much of the difference as those attempts cost."),
  },
  fees: {
    label: message("Charges that are not tokens"),
    sentence: message("Fees for searches, sessions, storage and the like."),
  },
  credit: { label: message("Credits"), sentence: message("Lines of the bill that pay something back.") },
  discount: { label: message("Discounts"), sentence: message("What the bill takes off its own list price.") },
  tax: { label: message("Tax"), sentence: message("Tax lines of the bill.") },
  purchase: { label: message("Purchases"), sentence: message("Commitments and plans: bought, not used.") },
  rounding: { label: message("Rounding"), sentence: message("No more than the digits that the bill leaves out.") },
};

/** Of a difference in 10⁻¹² USD, and in tokens where the reason moves any. Positive is more on the bill. */
export type BillPart = { reason: BillReason; picoUsd: bigint; tokens: bigint };
