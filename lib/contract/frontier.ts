import { z } from "zod";
import { backtestSchema } from "./backtest";
import { countSchema, fraction, instantText, usdText } from "./common";
import { operation } from "./operation";
import { tierParamsSchema } from "./path-params";
import { latencyTriggerSchema } from "./policy";
import { band } from "./stats";

export const frontierPointSchema = z.object({
  /** What it differs in from the draft; everything else is as in the draft. */
  fallbacks: z.array(z.string()),
  max_error_rate: fraction,
  latency: latencyTriggerSchema.nullable(),
  ramp: z.array(fraction),
  is_draft: z.boolean(),
  /** No other is at least as good in error rate, p99 and cost, and better in one of them; never one computed from less than 95 % of the draft's attempts. */
  on_frontier: z.boolean(),
  /** Attempts it was computed from; those moved without evidence are left out. */
  compared: countSchema,
  moved_attempts: countSchema,
  trips: countSchema,
  error_rate: fraction.nullable(),
  error_rate_band: z.tuple([fraction, fraction]).nullable(),
  duration_p99_ms: z.number().nullable(),
  duration_p99_band: band,
  /** Of a thousand attempts with a price. */
  usd_per_thousand: usdText.nullable(),
  usd_per_thousand_band: z.tuple([usdText, usdText]).nullable(),
});
export type FrontierPointReply = z.infer<typeof frontierPointSchema>;

/** Policies around a draft, each replayed as a back-test; the draft first. */
export const frontierReplySchema = z.object({
  tier: z.string(),
  from: instantText,
  to: instantText,
  attempts: countSchema,
  /** How many policies there are around the draft, of which `points` may be a sample. */
  grid: countSchema,
  points: z.array(frontierPointSchema),
});
export type FrontierReply = z.infer<typeof frontierReplySchema>;

export const frontierOperation = operation({
  method: "post",
  path: "/api/v1/policies/{tier}/frontier",
  summary:
    "Other thresholds, orders of fallbacks and ramps than a draft's, each back-tested: error rate, p99 and cost; as application/x-ndjson with progress",
  scope: "policies:read",
  params: tierParamsSchema,
  body: backtestSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: frontierReplySchema,
});
