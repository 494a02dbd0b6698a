import { z } from "zod";
import { BREAKER_STATUSES } from "@/lib/breaker/breaker";
import { DETECTION_KINDS } from "@/lib/domain/detectors/detection";
import { checkWindow, filterShape, instantText, windowShape } from "./common";
import { operation } from "./operation";

export const markSchema = z.discriminatedUnion("kind", [
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
  z.object({
    /** A model became slower, or another seems to answer for it; `ratio` is of the measure that says it best. */
    kind: z.enum(DETECTION_KINDS),
    at: instantText,
    model: z.string(),
    provider: z.string(),
    region: z.string(),
    measure: z.string().nullable(),
    ratio: z.number().nullable(),
  }),
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
    "What happened in a window that may explain a chart: failovers, published policies, price changes, models that changed; oldest first",
  scope: "metrics:read",
  query: z
    .strictObject({ ...windowShape, model: filterShape.model, region: filterShape.region, tier: filterShape.tier })
    .superRefine(checkWindow),
  reply: marksSchema,
});
