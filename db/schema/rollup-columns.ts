import { OUTCOMES } from "@/lib/domain/outcome";
import { CHARGED_WASTE } from "@/lib/domain/waste";

/** Columns of every rollup row that count attempts; each outcome has its own. */
export const ROLLUP_COUNTS = [
  "attempts",
  "requests",
  ...OUTCOMES,
  "final_ok",
  "final_failed",
  "with_usage",
  "priced",
  "estimated",
  "reported",
  "matched",
  "retried",
  ...CHARGED_WASTE.map((kind) => `${kind}_priced` as const),
] as const;
/** Those that add up tokens. */
export const ROLLUP_TOKENS = [
  "input_tokens",
  "cached_input_tokens",
  "cache_write_tokens",
  "output_tokens",
  "reasoning_tokens",
] as const;
/** Of those tokens, what would have been charged had there been a price, and what attempts used that are waste. */
export const ROLLUP_TOKEN_PARTS = [
  "unpriced_input_tokens",
  "unpriced_output_tokens",
  "wasted_input_tokens",
  "wasted_output_tokens",
] as const;
/**
 * Those that add up money, in 10⁻¹² USD: what attempts cost and what routers report of them; of the cost, what is an estimate;
 * both of the attempts alone that have both; and the cost of the waste that is charged, by kind.
 */
export const ROLLUP_MONEY = [
  "cost_pico",
  "reported_cost_pico",
  "estimated_cost_pico",
  "matched_cost_pico",
  "matched_reported_cost_pico",
  ...CHARGED_WASTE.map((kind) => `${kind}_cost_pico` as const),
] as const;
/** Columns of every rollup row that are added up: the schema and every statement are made from this list. */
export const ROLLUP_SUMS = [...ROLLUP_COUNTS, ...ROLLUP_TOKENS, ...ROLLUP_TOKEN_PARTS, ...ROLLUP_MONEY] as const;
export type RollupSum = (typeof ROLLUP_SUMS)[number];
/** Of those, what goes by the cost of attempts: where that alone changes, no other sum does. */
export const COST_COUNTS = [
  ...(["priced", "estimated", "matched", "unpriced_input_tokens", "unpriced_output_tokens"] as const),
  ...CHARGED_WASTE.map((kind) => `${kind}_priced` as const),
] as const satisfies readonly CountSum[];
export type CostCount = (typeof COST_COUNTS)[number];
export const COST_MONEY = [
  ...(["cost_pico", "estimated_cost_pico", "matched_cost_pico", "matched_reported_cost_pico"] as const),
  ...CHARGED_WASTE.map((kind) => `${kind}_cost_pico` as const),
] as const satisfies readonly MoneySum[];
export type CostMoney = (typeof COST_MONEY)[number];
export const COST_SUMS = [...COST_COUNTS, ...COST_MONEY] as const satisfies readonly RollupSum[];
/** Sums that came later: a version that does not know them, running beside this one, adds nothing to them. */
export const LATER_SUMS: readonly string[] = [
  ...["refused", "matched", "retried", ...CHARGED_WASTE.map((kind) => `${kind}_priced`)],
  ...ROLLUP_TOKEN_PARTS,
  ...ROLLUP_MONEY.filter((name) => name !== "cost_pico" && name !== "reported_cost_pico"),
];
export type MoneySum = (typeof ROLLUP_MONEY)[number];
export type CountSum = Exclude<RollupSum, MoneySum>;

const COUNTS: readonly string[] = ROLLUP_COUNTS;
const MONEY: readonly string[] = ROLLUP_MONEY;

/** Whether a sum is money, held as a bigint where all others are numbers. */
export function isMoney(name: RollupSum): name is MoneySum {
  return MONEY.includes(name);
}

/** Whether a sum counts attempts, so that a row's is small. */
export function isCount(name: RollupSum): boolean {
  return COUNTS.includes(name);
}

/** Metrics of every rollup row; each has the columns `_n`, `_sum`, `_min`, `_max` and `_sketch`. */
export const ROLLUP_METRICS = ["ttft", "duration", "rate"] as const;
export type RollupMetric = (typeof ROLLUP_METRICS)[number];
const METRIC_PARTS = ["n", "sum", "min", "max", "sketch"] as const;

/** Dimension columns of the main rollups, of the model cubes and of the app cubes. */
export const MAIN_DIMENSIONS = ["model_id", "provider_id", "region_id", "tier_id"] as const;
export const MODEL_DIMENSIONS = ["model_id", "provider_id"] as const;
export const APP_DIMENSIONS = ["app_id", "model_id", "provider_id"] as const;
/** Those of what is not yet in the app cubes and the breakdowns, and those of the breakdowns. */
export const LABELLED_DIMENSIONS = ["app_id", "label_set_id", "model_id", "provider_id"] as const;
export const BREAKDOWN_DIMENSIONS = ["breakdown_id", ...LABELLED_DIMENSIONS] as const;
export type RollupDimension = (typeof MAIN_DIMENSIONS)[number] | (typeof BREAKDOWN_DIMENSIONS)[number];

/** Every column of a rollup row over these dimensions, in the order all statements that move such rows use. */
export function rollupColumns(dimensions: readonly RollupDimension[]): string[] {
  return [
    "starts_at",
    ...dimensions,
    ...ROLLUP_SUMS,
    ...ROLLUP_METRICS.flatMap((metric) => METRIC_PARTS.map((part) => `${metric}_${part}`)),
  ];
}
