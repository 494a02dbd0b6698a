import { z } from "zod";
import { BREAKER_STATUSES } from "@/lib/breaker/breaker";
import { DECISION_REASONS, DECISION_ROLES } from "@/lib/breaker/decision";
import { countSchema, dimensionName, fraction, instantText, shortText } from "./common";
import { operation } from "./operation";

export const routeQuerySchema = z.strictObject({
  tier: dimensionName,
  region: dimensionName.default("global"),
  request_id: shortText(128).optional(),
});

export const candidateSchema = z.object({
  model: z.string(),
  state: z.enum(BREAKER_STATUSES),
  /** Judged attempts of the window; of the window that opened it while it is open. */
  n: countSchema,
  failures: countSchema,
  error_rate: fraction.nullable(),
  /** The percentile the policy judges by; null without samples or without a latency limit. */
  latency_ms: z.number().nonnegative().nullable(),
});

/** Where a request should go now, and what that was decided on. */
export const routeDecisionSchema = z.object({
  model: z.string(),
  role: z.enum(DECISION_ROLES),
  reason: z.enum(DECISION_REASONS),
  policy_version: z.number().int().positive(),
  timeout_ms: z.number().int().positive(),
  candidates: z.array(candidateSchema),
  decided_at: instantText,
});
export type RouteDecision = z.infer<typeof routeDecisionSchema>;

export const routeDecisionOperation = operation({
  method: "get",
  path: "/api/v1/route",
  summary: "Where a request should go now",
  scope: "policies:read",
  query: routeQuerySchema,
  reply: routeDecisionSchema,
});
