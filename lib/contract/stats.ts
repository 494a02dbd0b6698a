import { z } from "zod";
import { OUTCOMES } from "@/lib/domain/outcome";
import { recordOf } from "@/lib/domain/record-of";
import { REPORT_FILTERS, SPEND_GROUPS } from "@/lib/domain/report-dimensions";
import { PERCENTILES } from "@/lib/domain/sketch/summary";
import { checkWindow, countSchema, filterShape, fraction, instantText, usdText, windowShape } from "./common";
import { operation } from "./operation";

export const statsQuerySchema = z
  .strictObject({ ...windowShape, ...filterShape, by: z.enum(["model"]).optional() })
  .superRefine(checkWindow);

/** A 95 % interval; a null side is a bound the samples are too few for. */
export const band = z.tuple([z.number().nullable(), z.number().nullable()]);
const nullableNumber = z.number().nullable();

/**
 * Percentiles of one metric with their 95 % bands; a band's null side means too few samples to bound it.
 *
 * `effective_n` is how many independent samples a band rests on: requests of one time are alike, and worth fewer. Null where there
 * are too few blocks of time to tell, and the band takes them for independent.
 */
export const percentilesSchema = z.object({
  n: countSchema,
  min: nullableNumber,
  max: nullableNumber,
  ...recordOf(PERCENTILES, () => nullableNumber),
  bands: z.object(recordOf(PERCENTILES, () => band)),
  effective_n: z.object(recordOf(PERCENTILES, () => countSchema.nullable())),
});
export type Percentiles = z.infer<typeof percentilesSchema>;

export const outcomesSchema = z.object(
  Object.fromEntries(OUTCOMES.map((outcome) => [outcome, countSchema])) as Record<
    (typeof OUTCOMES)[number],
    typeof countSchema
  >,
);
export type OutcomeCounts = z.infer<typeof outcomesSchema>;

/** Token sums; input and output are totals, the others parts of them. Null when no attempt reported usage. */
export const tokensSchema = z.object({
  input: countSchema.nullable(),
  cached_input: countSchema.nullable(),
  cache_write: countSchema.nullable(),
  output: countSchema.nullable(),
  reasoning: countSchema.nullable(),
});
export type Tokens = z.infer<typeof tokensSchema>;

/** Spend per million tokens is that of the models and providers whose tokens have a price; others count in neither. */
const fields = {
  requests: countSchema,
  attempts: countSchema,
  outcomes: outcomesSchema,
  error_rate: fraction.nullable(),
  user_success: fraction.nullable(),
  uptime: z.object({ requests: fraction.nullable(), minutes: fraction.nullable(), coverage: fraction.nullable() }),
  ttft_ms: percentilesSchema,
  duration_ms: percentilesSchema,
  output_tokens_per_s: percentilesSchema,
  tokens: tokensSchema,
  cost_usd: usdText.nullable(),
  priced_share: fraction.nullable(),
  estimated_share: fraction.nullable(),
  usd_per_m_output: usdText.nullable(),
  usd_per_m_blended: usdText.nullable(),
};

export const modelStatsSchema = z.object({ model: z.string(), provider: z.string().nullable(), ...fields });
export type ModelStats = z.infer<typeof modelStatsSchema>;
export const totalStatsSchema = z.object(fields);
export type TotalStats = z.infer<typeof totalStatsSchema>;

/** How an answer was computed: sketches within 1 %, or the samples themselves. */
export const methodSchema = z.enum(["exact", "sketch"]);

/** The group that a row or line is of: of what was grouped by, its name. No tier is null; of labels the absent has a name. */
export const groupNames = {
  ...recordOf(SPEND_GROUPS, () => z.string().optional()),
  tier: z.string().nullable().optional(),
};

/** The filters an answer was computed under, repeated so that a saved answer explains itself. */
export const answeredFilters = z.object(recordOf(REPORT_FILTERS, () => z.array(z.string())));

export const statsModelsSchema = z.object({
  from: instantText,
  to: instantText,
  as_of: instantText,
  method: methodSchema,
  relative_error: z.number(),
  rate_limited_counts: z.boolean(),
  filters: answeredFilters,
  models: z.array(modelStatsSchema),
  total: totalStatsSchema,
});
export type StatsModels = z.infer<typeof statsModelsSchema>;

export const statsModelsOperation = operation({
  method: "get",
  path: "/api/v1/stats/models",
  summary: "Compare models",
  scope: "metrics:read",
  query: statsQuerySchema,
  reply: statsModelsSchema,
});
