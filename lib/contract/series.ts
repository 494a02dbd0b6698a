import { z } from "zod";
import { REPORT_DIMENSIONS } from "@/lib/domain/report-dimensions";
import { STEPS } from "@/lib/domain/time/time-window";
import { checkWindow, countSchema, filterShape, instantText, windowShape } from "./common";
import { operation } from "./operation";
import { answeredFilters, band, groupNames, methodSchema } from "./stats";

export const PERCENTILE_METRICS = ["ttft_ms", "duration_ms", "output_tokens_per_s"] as const;
export const VALUE_METRICS = ["error_rate", "requests", "cost_usd"] as const;
export const SERIES_METRICS = [...PERCENTILE_METRICS, ...VALUE_METRICS] as const;
export type PercentileMetric = (typeof PERCENTILE_METRICS)[number];
export type SeriesMetric = (typeof SERIES_METRICS)[number];

export const seriesQuerySchema = z
  .strictObject({
    ...windowShape,
    ...filterShape,
    metric: z.enum(SERIES_METRICS),
    step: z.enum(["auto", ...STEPS]).default("auto"),
    by: z.enum(REPORT_DIMENSIONS).optional(),
    /** Whether points of percentiles come with their 95 % bands. */
    bands: z.enum(["true", "false"]).default("false"),
  })
  .superRefine(checkWindow);

const pointShape = { at: instantText, n: countSchema, filling: z.literal(true).optional() };

/** Counts and rates; `cost_usd` is a decimal string, everything else a number. */
export const valuePointSchema = z.object({ ...pointShape, value: z.union([z.number(), z.string()]).nullable() });
export const percentilePointSchema = z.object({
  ...pointShape,
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  /** Where they were asked for; a null side means too few samples to bound it. */
  bands: z.object({ p50: band, p95: band, p99: band }).optional(),
});
export type ValuePoint = z.infer<typeof valuePointSchema>;
export type PercentilePoint = z.infer<typeof percentilePointSchema>;

/** One line of a chart; it names its group, and has exactly one point for every bucket of the window. */
export const seriesLineSchema = z.object({
  ...groupNames,
  points: z.array(z.union([percentilePointSchema, valuePointSchema])),
});
export type SeriesLine = z.infer<typeof seriesLineSchema>;

export const seriesSchema = z.object({
  from: instantText,
  to: instantText,
  step: z.enum(STEPS),
  metric: z.enum(SERIES_METRICS),
  by: z.enum(REPORT_DIMENSIONS).nullable(),
  as_of: instantText,
  method: methodSchema,
  filters: answeredFilters,
  series: z.array(seriesLineSchema),
});
export type Series = z.infer<typeof seriesSchema>;

export const seriesOperation = operation({
  method: "get",
  path: "/api/v1/stats/series",
  summary: "A metric over time",
  scope: "metrics:read",
  query: seriesQuerySchema,
  reply: seriesSchema,
});
