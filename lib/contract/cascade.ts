import { z } from "zod";
import { checkWindow, countSchema, filterShape, fraction, instantText, windowShape } from "./common";
import { operation } from "./operation";
import { answeredFilters } from "./stats";

const cascadeQuerySchema = z.strictObject({ ...windowShape, ...filterShape }).superRefine(checkWindow);

const interval = z.object({ low: z.number().nonnegative(), high: z.number().nonnegative() });

/**
 * What the stages of a cascade catch and cost, by the `stage` of records. `from` is later than asked where single attempts are too many
 * to be read. The two costs are of the same `priced` requests: in all their stages, and had each gone to the last stage alone.
 */
export const cascadeSchema = z.object({
  from: instantText,
  to: instantText,
  as_of: instantText,
  filters: answeredFilters,
  requests: countSchema,
  stages: z.array(z.object({ stage: countSchema, reached: countSchema, settled: countSchema, answered: countSchema })),
  escalation_rate: fraction.nullable(),
  priced: countSchema,
  usd_per_request: z.number().nonnegative().nullable(),
  usd_per_request_on_last: z.number().nonnegative().nullable(),
  /** The 95 % intervals of both; null of too little time. */
  usd_interval: interval.nullable(),
  usd_on_last_interval: interval.nullable(),
});
export type CascadeReply = z.infer<typeof cascadeSchema>;

export const cascadeOperation = operation({
  method: "get",
  path: "/api/v1/stats/cascade",
  summary: "What the stages of a cascade catch and cost",
  scope: "metrics:read",
  query: cascadeQuerySchema,
  reply: cascadeSchema,
});
