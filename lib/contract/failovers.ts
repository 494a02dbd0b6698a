import { z } from "zod";
import { BREAKER_REASONS, BREAKER_STATUSES } from "@/lib/breaker/breaker";
import { checkWindow, countSchema, filterShape, instantText, windowShape } from "./common";
import { operation } from "./operation";
import { A_NUMBER } from "./refusals";

/** Whether the transition came with an attempt, with the moment of a decision, or from a router's own breaker. */
export const FAILOVER_SOURCES = ["attempt", "decision", "router"] as const;
const sourceSchema = z.enum(FAILOVER_SOURCES);
export type FailoverSource = z.infer<typeof sourceSchema>;

export const failoversQuerySchema = z
  .strictObject({
    ...windowShape,
    tier: filterShape.tier,
    region: filterShape.region,
    model: filterShape.model,
    /** Repeatable; `attempt` and `decision` together are the server's own breakers. */
    source: z.array(sourceSchema).max(FAILOVER_SOURCES.length).default([]),
    limit: z.coerce.number<number | string>(A_NUMBER).int().min(1).max(500).default(50),
    cursor: z.string().max(100).optional(),
  })
  .superRefine(checkWindow);

/** One transition of a breaker, with the window that caused it. */
export const failoverEventSchema = z.object({
  id: z.number().int(),
  at: instantText,
  tier: z.string(),
  region: z.string(),
  model: z.string(),
  from: z.enum(BREAKER_STATUSES),
  to: z.enum(BREAKER_STATUSES),
  reason: z.enum(BREAKER_REASONS),
  n: countSchema,
  failures: countSchema,
  /** A fraction where the reason is the error rate or a recovery, ms where it is latency, null after a cooldown. */
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  /** 0 where a router judged by no published version. */
  policy_version: z.number().int().nonnegative(),
  source: sourceSchema,
  /** The router whose own breaker it was; null where it was the server's. */
  router: z.string().nullable(),
});
export type FailoverEvent = z.infer<typeof failoverEventSchema>;

export const failoversSchema = z.object({
  failovers: z.array(failoverEventSchema),
  next_cursor: z.string().nullable(),
});
export type Failovers = z.infer<typeof failoversSchema>;

export const failoversOperation = operation({
  method: "get",
  path: "/api/v1/failovers",
  summary: "Every transition of a model's health, newest first",
  scope: "policies:read",
  query: failoversQuerySchema,
  reply: failoversSchema,
});
