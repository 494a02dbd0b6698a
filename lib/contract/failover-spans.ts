import { z } from "zod";
import { BREAKER_REASONS } from "@/lib/breaker/breaker";
import { checkWindow, countSchema, filterShape, instantText, windowShape } from "./common";
import { operation } from "./operation";

/** A failover of a model in a tier and region, from the opening of its breaker to its closing; `to` is null where it still lasts. */
export const failoverSpanSchema = z.object({
  tier: z.string(),
  region: z.string(),
  model: z.string(),
  /** When its breaker opened, also where that was before the window. */
  from: instantText,
  to: instantText.nullable(),
  /** When it was out of rotation in the window; the rest until `to` its breaker was half-open and let a share of requests through. */
  open: z.array(z.object({ from: instantText, to: instantText.nullable() })),
  /** Null where the opening is not known any more. */
  reason: z.enum(BREAKER_REASONS).nullable(),
  /** How often a probe failed meanwhile; null where it opened before the window. */
  reopened: countSchema.nullable(),
});
export type FailoverSpanReply = z.infer<typeof failoverSpanSchema>;

export const failoverSpansOperation = operation({
  method: "get",
  path: "/api/v1/failovers/spans",
  summary: "When the server's breakers were open or half-open in a window, oldest first",
  scope: "policies:read",
  query: z
    .strictObject({ ...windowShape, tier: filterShape.tier, region: filterShape.region, model: filterShape.model })
    .superRefine(checkWindow),
  reply: z.object({
    spans: z.array(failoverSpanSchema),
    /** Whether there were more transitions than are read: then the oldest spans are missing. */
    truncated: z.boolean(),
  }),
});
