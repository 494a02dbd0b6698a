/** What single attempts are measured by, besides when they started: each may be unknown. */
export const ATTEMPT_MEASURES = [
  "duration_ms",
  "ttft_ms",
  "cost_usd",
  "input_tokens",
  "cached_input_tokens",
  "cache_write_tokens",
  "output_tokens",
  "reasoning_tokens",
] as const;
export type AttemptMeasure = (typeof ATTEMPT_MEASURES)[number];

/** What a list of single attempts can be sorted by. */
export const ATTEMPT_SORTS = ["started_at", ...ATTEMPT_MEASURES] as const;
export type AttemptSort = (typeof ATTEMPT_SORTS)[number];

export const SORT_ORDERS = ["desc", "asc"] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];
