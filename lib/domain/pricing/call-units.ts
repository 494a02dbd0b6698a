/** What a call can use beside tokens; providers charge fees for some of them. */
export const CALL_UNITS = ["images", "seconds", "characters", "pages", "searches", "calls"] as const;
export type CallUnits = { readonly [unit in (typeof CALL_UNITS)[number]]?: number };
