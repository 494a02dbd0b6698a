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
export const BILL_REASON_TEXTS: Readonly<Record<BillReason, { label: string; sentence: string }>> = {
  not_routed: {
    label: "Not sent through here",
    sentence: "The bill has usage that no attempt here accounts for: tokens missing times the price.",
  },
  not_on_bill: {
    label: "Not on the bill",
    sentence: "Attempts here used tokens that the bill does not charge for.",
  },
  model_name: {
    label: "Another name for the model",
    sentence:
      "The bill calls a model by a name that no attempt has. The two sides cancel out; map the name to join them.",
  },
  day_shift: {
    label: "Counted on another day",
    sentence: "The same usage stands on a neighbouring day: the bill's days may be those of another time zone.",
  },
  cache_class: {
    label: "Cached or not",
    sentence: "The total input agrees, but the bill counts another part of it as cached.",
  },
  service_tier: {
    label: "Service tier or batch",
    sentence: "The bill charges the same tokens in another service tier than attempts name.",
  },
  price: {
    label: "Another price",
    sentence: "The same tokens at another price than the price version used here.",
  },
  currency_rate: {
    label: "Exchange rate",
    sentence: "The bill and the price are in two currencies, and the bill was converted at another rate.",
  },
  unpriced: {
    label: "No price here",
    sentence: "Attempts whose cost is not known, at what the bill charges for them.",
  },
  estimated: {
    label: "Estimated here",
    sentence: "The cost here stands on estimated usage; as much of the difference as those attempts cost.",
  },
  fees: { label: "Charges that are not tokens", sentence: "Fees for searches, sessions, storage and the like." },
  credit: { label: "Credits", sentence: "Lines of the bill that pay something back." },
  discount: { label: "Discounts", sentence: "What the bill takes off its own list price." },
  tax: { label: "Tax", sentence: "Tax lines of the bill." },
  purchase: { label: "Purchases", sentence: "Commitments and plans: bought, not used." },
  rounding: { label: "Rounding", sentence: "No more than the digits that the bill leaves out." },
};

/** Of a difference in 10⁻¹² USD, and in tokens where the reason moves any. Positive is more on the bill. */
export type BillPart = { reason: BillReason; picoUsd: bigint; tokens: bigint };
