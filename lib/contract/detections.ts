import { z } from "zod";
import { DETECTION_KINDS, END_REASONS, SERIES_STATES } from "@/lib/domain/detectors/detection";
import { checkWindow, countSchema, filterShape, instantText, windowShape } from "./common";
import { operation } from "./operation";

const seriesShape = {
  kind: z.enum(DETECTION_KINDS),
  model: z.string(),
  provider: z.string(),
  region: z.string(),
};

/** Geometric means of ms, of output tokens per second and of output tokens; `_p95` is the 95th percentile. */
export const measuredChangeSchema = z.object({
  measure: z.string(),
  /** What the same mix of input sizes and hours of the day had before, and what it has since. */
  before: z.number(),
  after: z.number(),
  /** `after` over `before`, with its 95 % interval; an end that the samples are too few for is null. */
  ratio: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: countSchema,
  /** Whether the change was found by this measure; the others are said beside it. */
  found: z.boolean(),
});
export type DetectedChange = z.infer<typeof measuredChangeSchema>;

export const detectionSchema = z.object({
  id: z.int(),
  /**
   * The event that it belongs to, named by the id of what was found first of it: detections of one model, provider and region whose times
   * overlapped and that began within two days as far as was known when each was found, such as a slowdown that came with another model.
   */
  event_id: z.int(),
  ...seriesShape,
  /** The start of the hour in which it began, and when there was evidence enough. */
  since: instantText,
  found_at: instantText,
  /** Null while it lasts. */
  ended_at: instantText.nullable(),
  /** `back` as before, or `settled`: for two weeks, so that it is what is usual now. */
  end_reason: z.enum(END_REASONS).nullable(),
  attempts: countSchema,
  measures: z.array(measuredChangeSchema),
  /** The model name in answers, where that is another since, and those it was before. */
  returned_model: z.string().nullable(),
  former_models: z.array(z.string()).nullable(),
  /** Whether traffic changed so much at the same time that other callers may be the reason. */
  may_be_callers: z.boolean(),
});
export type DetectionRow = z.infer<typeof detectionSchema>;

export const detectionsSchema = z.object({
  from: instantText,
  to: instantText,
  as_of: instantText,
  /** Those that lasted in the window and all else of their events, the newest first. */
  detections: z.array(detectionSchema),
  /** Whether there are more than are listed. */
  truncated: z.boolean(),
  series: z.array(
    z.object({
      ...seriesShape,
      state: z.enum(SERIES_STATES),
      looked_until: instantText,
      /** In how many hours a change of 20 % is found with a chance of 95 %, by measure; null for not within a week. */
      hours_to_find: z.record(z.string(), countSchema.nullable()),
    }),
  ),
});
export type Detections = z.infer<typeof detectionsSchema>;

export const detectionsOperation = operation({
  method: "get",
  path: "/api/v1/detections",
  summary: "Models that became slower, or that another model seems to answer for, and how closely each is watched",
  scope: "metrics:read",
  query: z
    .strictObject({
      ...windowShape,
      model: filterShape.model,
      provider: filterShape.provider,
      region: filterShape.region,
    })
    .superRefine(checkWindow),
  reply: detectionsSchema,
});
