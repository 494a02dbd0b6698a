/** Columns of every rollup row that are added up. */
export const ROLLUP_SUMS = [
  "attempts",
  "requests",
  "ok",
  "rate_limited",
  "server_error",
  "timeout",
  "client_error",
  "cancelled",
  "final_ok",
  "final_failed",
  "with_usage",
  "priced",
  "estimated",
  "reported",
  "input_tokens",
  "cached_input_tokens",
  "cache_write_tokens",
  "output_tokens",
  "reasoning_tokens",
  "cost_pico",
  "reported_cost_pico",
] as const;
export type RollupSum = (typeof ROLLUP_SUMS)[number];

/** Metrics of every rollup row; each has the columns `_n`, `_sum`, `_min`, `_max` and `_sketch`. */
export const ROLLUP_METRICS = ["ttft", "duration", "rate"] as const;
export type RollupMetric = (typeof ROLLUP_METRICS)[number];

/** Dimension columns of the main rollups, of the model cubes and of the app cubes. */
export const MAIN_DIMENSIONS = ["model_id", "provider_id", "region_id", "tier_id"] as const;
export const MODEL_DIMENSIONS = ["model_id", "provider_id"] as const;
export const APP_DIMENSIONS = ["app_id", "model_id", "provider_id"] as const;
export type RollupDimension = (typeof MAIN_DIMENSIONS)[number] | (typeof APP_DIMENSIONS)[number];

/** Every column of a rollup row over these dimensions, in the order all statements that move such rows use. */
export function rollupColumns(dimensions: readonly RollupDimension[]): string[] {
  return [
    "starts_at",
    ...dimensions,
    ...ROLLUP_SUMS,
    ...ROLLUP_METRICS.flatMap((metric) => ["n", "sum", "min", "max", "sketch"].map((part) => `${metric}_${part}`)),
  ];
}
