import { z } from "zod";
import { countSchema, filterShape, fraction, instantText } from "./common";
import { operation } from "./operation";
import { tierParamsSchema } from "./path-params";

export const tierTrafficQuerySchema = z.strictObject({ region: filterShape.region });

/** Over the hours with traffic: the one in the middle, and the complete one with the least. */
const ratePerSecond = z.object({ median: z.number().nonnegative(), quietest: z.number().nonnegative() });

/** Seven days, and what is over of the hour that is filling. */
const QUARTERS_MAX = 7 * 96 + 3;

const latencyShares = z.object({
  n: countSchema,
  /** Ascending: a value in ms, and the share of the samples that took at most so long; at most 200 of them. */
  points: z.array(z.tuple([z.number().nonnegative(), fraction])).max(200),
});

/** What one model did for a tier in a region; the numbers of healthy traffic are of its healthy hours alone. */
export const modelTrafficSchema = z.object({
  region: z.string(),
  model: z.string(),
  /** Hours with at least one judged attempt. */
  hours: countSchema,
  healthy_hours: countSchema,
  judged_per_second: ratePerSecond,
  requests_per_second: ratePerSecond,
  /** Judged attempts in each quarter hour that is over, from `from` on; an empty one is 0. */
  judged_by_quarter: z.array(countSchema).max(QUARTERS_MAX),
  healthy: z.object({
    judged: countSchema,
    failures: countSchema,
    error_rate: fraction.nullable(),
    /** Of streamed successes. */
    ttft_ms: latencyShares,
    duration_ms: latencyShares,
  }),
});
export type ModelTrafficRow = z.infer<typeof modelTrafficSchema>;

/** A tier's traffic by region and model, as the arithmetic of thresholds needs it. */
export const tierTrafficSchema = z.object({
  tier: z.string(),
  from: instantText,
  to: instantText,
  as_of: instantText,
  models: z.array(modelTrafficSchema),
});
export type TierTraffic = z.infer<typeof tierTrafficSchema>;

export const tierTrafficOperation = operation({
  method: "get",
  path: "/api/v1/policies/{tier}/traffic",
  summary: "A tier's healthy traffic of the last 7 days, which thresholds are set by",
  scope: "policies:read",
  params: tierParamsSchema,
  query: tierTrafficQuerySchema,
  reply: tierTrafficSchema,
});
