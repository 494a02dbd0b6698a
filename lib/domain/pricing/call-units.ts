/**
 * What a call can use beside tokens; providers charge fees for some of them. A token that lies in a cache for an hour is one of
 * the last.
 */
export const CALL_UNITS = [
  "images",
  "seconds",
  "characters",
  "pages",
  "searches",
  "calls",
  "cache_token_hours",
] as const;
export type CallUnits = { readonly [unit in (typeof CALL_UNITS)[number]]?: number };

/** What a fee is charged for: a unit, or the attempt itself. */
export const FEE_UNITS = [...CALL_UNITS, "attempts"] as const;
export type FeeUnit = (typeof FEE_UNITS)[number];
