import { z } from "zod";
import { BREAKER_STATUSES } from "@/lib/breaker/breaker";
import { DETECTION_KINDS } from "@/lib/domain/detectors/detection";
import { checkWindow, countSchema, filterShape, instantText, windowShape } from "./common";
import { operation } from "./operation";

/** `ratio` is of the measure that says it best; `kinds` is all that was found of one event, which is one mark. */
const detected = {
  at: instantText,
  model: z.string(),
  provider: z.string(),
  region: z.string(),
  measure: z.string().nullable(),
  ratio: z.number().nullable(),
  kinds: z.array(z.enum(DETECTION_KINDS)),
};

export const markSchema = z.discriminatedUnion("kind", [
  /** A breaker opened: neither probes nor recoveries are marked. */
  z.object({
    kind: z.literal("failover"),
    at: instantText,
    model: z.string(),
    region: z.string(),
    tier: z.string(),
    from: z.enum(BREAKER_STATUSES),
    to: z.enum(BREAKER_STATUSES),
  }),
  z.object({ kind: z.literal("policy"), at: instantText, tier: z.string(), version: z.number().int() }),
  z.object({ kind: z.literal("price"), at: instantText, model: z.string(), provider: z.string() }),
  /** Lasts until `to`; unknown, and so absent, under a filter by tier: minutes are judged over all attempts. */
  z.object({
    kind: z.literal("incident"),
    at: instantText,
    to: instantText,
    model: z.string(),
    provider: z.string(),
    region: z.string(),
    minutes: countSchema,
    failed: countSchema,
  }),
  /** A model became slower. */
  z.object({ kind: z.literal("regression"), ...detected }),
  /** Another model seems to answer under the name; it may have become slower, too. */
  z.object({ kind: z.literal("swap"), ...detected }),
]);
export type Mark = z.infer<typeof markSchema>;

export const marksSchema = z.object({
  marks: z.array(markSchema),
  /** Whether there are more of a kind than are listed: then the newest are. */
  truncated: z.boolean(),
});
export type Marks = z.infer<typeof marksSchema>;

export const marksOperation = operation({
  method: "get",
  path: "/api/v1/marks",
  summary:
    "What happened in a window that may explain a chart: failovers, published policies, price changes, incidents, models that changed; oldest first",
  scope: "metrics:read",
  query: z
    .strictObject({
      ...windowShape,
      model: filterShape.model,
      /** Failovers and policies have none, and stay. */
      provider: filterShape.provider,
      region: filterShape.region,
      tier: filterShape.tier,
    })
    .superRefine(checkWindow),
  reply: marksSchema,
});
