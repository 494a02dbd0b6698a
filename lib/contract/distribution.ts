import { z } from "zod";
import { checkWindow, countSchema, filterShape, instantText, windowShape } from "./common";
import { operation } from "./operation";
import { PERCENTILE_METRICS } from "./series";
import { answeredFilters, methodSchema } from "./stats";

export const distributionQuerySchema = z
  .strictObject({ ...windowShape, ...filterShape, metric: z.enum(PERCENTILE_METRICS) })
  .superRefine(checkWindow);

/** The whole shape of one metric per model: the quantile curve and the histogram behind it (half-open bins). */
export const distributionSchema = z.object({
  from: instantText,
  to: instantText,
  as_of: instantText,
  metric: z.enum(PERCENTILE_METRICS),
  method: methodSchema,
  filters: answeredFilters,
  models: z.array(
    z.object({
      model: z.string(),
      n: countSchema,
      quantiles: z.array(z.object({ q: z.number(), value: z.number() })),
      bins: z.array(z.object({ from: z.number(), to: z.number(), count: countSchema })),
    }),
  ),
});
export type Distribution = z.infer<typeof distributionSchema>;

export const distributionOperation = operation({
  method: "get",
  path: "/api/v1/stats/distribution",
  summary: "The shape of a metric",
  scope: "metrics:read",
  query: distributionQuerySchema,
  reply: distributionSchema,
});
