import { z } from "zod";
import { checkWindow, countSchema, filterShape, fraction, instantText, timeZone, windowShape } from "./common";
import { operation } from "./operation";
import { answeredFilters } from "./stats";

export const uptimeQuerySchema = z
  .strictObject({ ...windowShape, ...filterShape, tz: timeZone.default("UTC"), by: z.enum(["region"]).optional() })
  .superRefine(checkWindow);

export const incidentSchema = z.object({
  from: instantText,
  to: instantText,
  region: z.string().optional(),
  minutes: countSchema,
  failed: countSchema,
});
export type Incident = z.infer<typeof incidentSchema>;

export const uptimeDaySchema = z.object({
  day: z.iso.date(),
  ok: countSchema,
  failed: countSchema,
  minutes_measured: countSchema.nullable(),
  minutes_down: countSchema.nullable(),
  coverage: fraction.nullable(),
});
export type UptimeDay = z.infer<typeof uptimeDaySchema>;

export const modelUptimeSchema = z.object({
  model: z.string(),
  provider: z.string(),
  region: z.string().optional(),
  requests: fraction.nullable(),
  minutes: fraction.nullable(),
  coverage: fraction.nullable(),
  ok: countSchema,
  failed: countSchema,
  days: z.array(uptimeDaySchema),
  incidents: z.array(incidentSchema),
});
export type ModelUptime = z.infer<typeof modelUptimeSchema>;

/** Both uptimes of every model and provider, day by day in the report zone, with the incidents that explain them. */
export const uptimeSchema = z.object({
  from: instantText,
  to: instantText,
  as_of: instantText,
  tz: z.string(),
  rate_limited_counts: z.boolean(),
  filters: answeredFilters,
  models: z.array(modelUptimeSchema),
});
export type Uptime = z.infer<typeof uptimeSchema>;

export const uptimeOperation = operation({
  method: "get",
  path: "/api/v1/stats/uptime",
  summary: "Uptime by day, with incidents",
  scope: "metrics:read",
  query: uptimeQuerySchema,
  reply: uptimeSchema,
});
