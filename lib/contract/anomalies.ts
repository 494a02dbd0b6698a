import { z } from "zod";
import { REPORT_DIMENSIONS } from "@/lib/domain/report-dimensions";
import { checkWindow, countSchema, filterShape, fraction, instantText, usdText } from "./common";
import { operation } from "./operation";
import { spendWindowShape } from "./spend-window";
import { answeredFilters } from "./stats";

export const anomaliesQuerySchema = z.strictObject({ ...spendWindowShape, ...filterShape }).superRefine(checkWindow);

/** What of a rise is a name's: `share` is its part of all that rose in its dimension. */
const riseCauseSchema = z.object({
  name: z.string().nullable(),
  actual_usd: usdText,
  /** The median of the same weekday of four weeks before. */
  usual_usd: usdText,
  rise_usd: usdText,
  share: fraction,
});

export const anomalySchema = z.object({
  day: z.iso.date(),
  actual_usd: usdText,
  expected_usd: usdText,
  /** Nineteen of twenty ordinary days are below. */
  expected_high_usd: usdText,
  rise_usd: usdText,
  /** The chance of such a day if nothing had changed. */
  chance: fraction,
  /** The dimension that explains most comes first, and in it the name that rose most. */
  causes: z.array(z.object({ dimension: z.enum(REPORT_DIMENSIONS), names: z.array(riseCauseSchema).min(1) })),
});
export type Anomaly = z.infer<typeof anomalySchema>;

/** Days that cost more than the weeks before them explain, the newest first. */
export const anomaliesSchema = z.object({
  as_of: instantText,
  tz: z.string(),
  /** The first of the days and the one after the last. */
  from: z.iso.date(),
  to: z.iso.date(),
  filters: answeredFilters,
  /** Whole days of the window that had enough evidence before them, and how much is enough. */
  days_tested: countSchema,
  days_of_evidence_min: countSchema,
  /** Of the days named, the share that is chance is at most this in expectation. */
  false_discovery_rate: fraction,
  anomalies: z.array(anomalySchema),
});
export type Anomalies = z.infer<typeof anomaliesSchema>;

export const anomaliesOperation = operation({
  method: "get",
  path: "/api/v1/spend/anomalies",
  summary: "Days that cost more than expected, and what rose",
  scope: "metrics:read",
  query: anomaliesQuerySchema,
  reply: anomaliesSchema,
});
