import { z } from "zod";
import { BREAKER_STATUSES } from "@/lib/breaker/breaker";
import { countSchema, filterShape, fraction, instantText } from "./common";
import { operation } from "./operation";

export const BREAKER_ROLES = ["primary", "fallback"] as const;

export const breakersQuerySchema = z.strictObject({
  tier: filterShape.tier,
  region: filterShape.region,
  model: filterShape.model,
});
export type BreakersFilter = z.output<typeof breakersQuerySchema>;

/** The health of a model for a tier in a region, as the next decision sees it. */
export const breakerHealthSchema = z.object({
  tier: z.string(),
  region: z.string(),
  model: z.string(),
  /** What the tier's policy has the model for in the region; null where it no longer names it. */
  role: z.enum(BREAKER_ROLES).nullable(),
  state: z.enum(BREAKER_STATUSES),
  /** Of the requests that try the model. */
  share: fraction,
  /** Null before its first transition. */
  since: instantText.nullable(),
  n: countSchema,
  failures: countSchema,
  error_rate: fraction.nullable(),
  latency_ms: z.number().nonnegative().nullable(),
});
export type BreakerHealth = z.infer<typeof breakerHealthSchema>;

export const breakersSchema = z.object({ as_of: instantText, breakers: z.array(breakerHealthSchema) });
export type Breakers = z.infer<typeof breakersSchema>;

export const breakersOperation = operation({
  method: "get",
  path: "/api/v1/breakers",
  summary: "How every model's breaker stands now",
  scope: "policies:read",
  query: breakersQuerySchema,
  reply: breakersSchema,
});
