/**
 * Why an attempt has no cost: no price of its model at its provider when it was stored, and none now, or one now; a price,
 * but no usage reported; or a price that quotes nothing for a part of what was used.
 */
export const UNPRICED_REASONS = ["no_price", "before_price", "no_usage", "no_rate"] as const;
