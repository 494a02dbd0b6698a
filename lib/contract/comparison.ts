import { z } from "zod";
import { MIX_DIMENSIONS } from "@/lib/domain/comparison/mix";
import {
  checkWindow,
  countSchema,
  filterShape,
  fraction,
  instantText,
  mixSchema,
  usdText,
  windowShape,
} from "./common";
import { operation } from "./operation";
import { meanScoreSchema } from "./scores";
import { answeredFilters, methodSchema, percentilesSchema } from "./stats";
import { winnerSchema } from "./winners";

/** `mix` is what traffic is told apart by, unless named as finely as half of it is in common; `none` compares each model's own. */
export const comparisonQuerySchema = z
  .strictObject({ ...windowShape, ...filterShape, mix: mixSchema })
  .superRefine(checkWindow);

/** A share over the common mix with its 95 % interval; `effective_n` is how many independent attempts it rests on. */
const shareSchema = z.object({
  value: fraction,
  low: fraction,
  high: fraction,
  n: countSchema,
  effective_n: z.number().nonnegative(),
});
export type ComparedShare = z.infer<typeof shareSchema>;

/** Money with its 95 % interval, which is null of too little time. */
export const moneySchema = z.object({ value: usdText, low: usdText.nullable(), high: usdText.nullable() });
export type MoneyInterval = z.infer<typeof moneySchema>;

/** A model had it answered the common mix; figures are null, and `why` is given, where it has nothing in common. */
export const comparedModelSchema = z.object({
  model: z.string(),
  why: z.string().nullable(),
  /** Attempts counted, and every how many slices of the window they are of: 1 where all of the model's were read. */
  attempts: countSchema,
  stride: countSchema,
  error_rate: shareSchema.nullable(),
  rate_limited: shareSchema.nullable(),
  ttft_ms: percentilesSchema,
  duration_ms: percentilesSchema,
  output_tokens_per_s: percentilesSchema,
  usd_per_m_output: moneySchema.nullable(),
  priced_share: fraction.nullable(),
  /**
   * By minutes, of all tiers, apps and labels: minutes are judged by model, provider and region alone. Not by the mix, and of all of the
   * window that was asked for.
   */
  uptime: z.object({ minutes: fraction.nullable(), coverage: fraction.nullable() }),
  /** Its mean score by the metric that most of the compared models' scores are of; as scored, not by the mix. */
  quality: meanScoreSchema.extend({ metric: z.string() }).nullable(),
});
export type ComparedModel = z.infer<typeof comparedModelSchema>;

const comparedMixSchema = z.object({
  by: z.array(z.enum(MIX_DIMENSIONS)),
  /** Attempts counted, and the longest `stride` of the models: 1 where the window was read whole. */
  attempts: countSchema,
  stride: countSchema,
  strata: countSchema,
  common: countSchema,
  /** Which part of the compared models' traffic is of strata in common. */
  coverage: fraction.nullable(),
  /** By each of `by`: what its values weigh in the common mix, and their part of each model's own attempts. */
  weights: z.array(
    z.object({
      dimension: z.enum(MIX_DIMENSIONS),
      values: z.array(z.object({ value: z.string(), weight: fraction, models: z.record(z.string(), fraction) })),
    }),
  ),
  /** The largest strata that are left out, and who has no such traffic. */
  missing: z.array(z.object({ stratum: z.string(), share: fraction, lacking: z.array(z.string()) })),
});
export type ComparisonMix = z.infer<typeof comparedMixSchema>;

export const comparisonSchema = z.object({
  from: instantText,
  to: instantText,
  as_of: instantText,
  /** `sample`: of each model the attempts of every `stride`th slice of the window; where all strides are 1 they are all, and `exact`. */
  method: z.enum([...methodSchema.options, "sample"]),
  filters: answeredFilters,
  mix: comparedMixSchema,
  models: z.array(comparedModelSchema),
  winners: z.array(winnerSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export const comparisonOperation = operation({
  method: "get",
  path: "/api/v1/stats/comparison",
  summary: "Compare models on the same mix of traffic",
  scope: "metrics:read",
  query: comparisonQuerySchema,
  reply: comparisonSchema,
});
