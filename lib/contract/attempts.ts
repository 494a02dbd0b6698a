import { z } from "zod";
import { ATTEMPT_MEASURES, ATTEMPT_SORTS, type AttemptMeasure, SORT_ORDERS } from "@/lib/domain/attempts/attempt-sort";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { recordOf } from "@/lib/domain/record-of";
import { STEPS } from "@/lib/domain/time/time-window";
import { US_PER_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import {
  checkWindow,
  countSchema,
  filterShape,
  instantText,
  instantUs,
  listOf,
  MAX_NAME_CHARACTERS,
  shortText,
  usdText,
  windowShape,
} from "./common";
import { operation } from "./operation";
import { priceTestReplySchema } from "./price-test";
import { archiveReadSchema, attemptRecordSchema } from "./requests";
import { answeredFilters } from "./stats";

const repeatedOutcome = z.preprocess(listOf<Outcome>, z.array(z.enum(OUTCOMES)));
const repeatedName = z.preprocess(listOf<string>, z.array(shortText(MAX_NAME_CHARACTERS)).max(100));

/** The whole number that is stored of a measure: µs, tokens or 10⁻¹² USD. */
const storedMeasure = (measure: AttemptMeasure) =>
  z
    .union([z.string().max(30), z.number()])
    .transform((value, context) => {
      const parsed = parseUsd(value);
      const most = measure === "cost_usd" ? 1_000_000 : 1_000_000_000;
      if (parsed !== null && parsed >= 0n && Number(value) <= most) {
        return measure === "cost_usd" ? parsed : scaled(measure, Number(value));
      }
      context.addIssue({ code: "custom", message: t("Must be a number from 0 to {max}", { max: most }) });
      return z.NEVER;
    })
    .optional();

function scaled(measure: AttemptMeasure, value: number): bigint {
  return BigInt(Math.ceil(measure.endsWith("_ms") ? value * US_PER_MS : value));
}

const least = recordOf(ATTEMPT_MEASURES, storedMeasure);

/** From `…_min` on and below `…_max`; what is unknown lies in no range. */
const rangeShape = {
  duration_ms_min: least.duration_ms,
  duration_ms_max: least.duration_ms,
  ttft_ms_min: least.ttft_ms,
  ttft_ms_max: least.ttft_ms,
  cost_usd_min: least.cost_usd,
  cost_usd_max: least.cost_usd,
  input_tokens_min: least.input_tokens,
  input_tokens_max: least.input_tokens,
  output_tokens_min: least.output_tokens,
  output_tokens_max: least.output_tokens,
};
/** The measures that can be asked for by a range. */
export const RANGED_MEASURES = [
  "duration_ms",
  "ttft_ms",
  "cost_usd",
  "input_tokens",
  "output_tokens",
] as const satisfies readonly AttemptMeasure[];
export type RangedMeasure = (typeof RANGED_MEASURES)[number];

/** Which attempts are meant: what every figure can be filtered by, and what only single attempts have. */
const selectionShape = {
  ...windowShape,
  ...filterShape,
  outcome: repeatedOutcome,
  error_code: repeatedName,
  router: repeatedName,
  request_id: shortText(128).optional(),
  ...rangeShape,
};
const sortShape = {
  sort: z.enum(ATTEMPT_SORTS).default("started_at"),
  order: z.enum(SORT_ORDERS).default("desc"),
};

export const attemptsQuerySchema = z
  .strictObject({
    ...selectionShape,
    ...sortShape,
    limit: z.coerce.number<number | string>().int().min(1).max(500).default(100),
    cursor: z.string().max(1200).optional(),
  })
  .superRefine(checkWindow);
export type AttemptsQuery = z.output<typeof attemptsQuerySchema>;

export const attemptsSchema = z.object({
  from: instantText,
  to: instantText,
  filters: answeredFilters,
  sort: z.enum(ATTEMPT_SORTS),
  order: z.enum(SORT_ORDERS),
  attempts: z.array(attemptRecordSchema),
  next_cursor: z.string().nullable(),
  /** Whether the page ends for lack of time; the cursor goes on from where the search came to. */
  partial: z.boolean(),
  /** Up to which instant the window was searched, where such a page is sorted by time. */
  searched_until: instantText.nullable(),
  /** How many there are; null where only reading them one by one would say, and on all pages but the first. */
  total: countSchema.nullable(),
  archive: archiveReadSchema,
});
export type Attempts = z.infer<typeof attemptsSchema>;

export const attemptsOperation = operation({
  method: "get",
  path: "/api/v1/attempts",
  summary: "Single attempts by any filter, sorted by time or by what they took, page by page",
  scope: "metrics:read",
  query: attemptsQuerySchema,
  reply: attemptsSchema,
});

/** How many attempts a file holds at most. */
export const EXPORT_ROWS_MAX = 1_000_000;

export const attemptsExportQuerySchema = z
  .strictObject({
    ...selectionShape,
    ...sortShape,
    limit: z.coerce.number<number | string>().int().min(1).max(EXPORT_ROWS_MAX).default(EXPORT_ROWS_MAX),
  })
  .superRefine(checkWindow);
export type AttemptsExportQuery = z.output<typeof attemptsExportQuerySchema>;

export const attemptsCsvOperation = operation({
  method: "get",
  path: "/api/v1/attempts.csv",
  summary: "The same attempts as CSV, as fast as they are read",
  scope: "metrics:read",
  query: attemptsExportQuerySchema,
});

export const attemptsJsonlOperation = operation({
  method: "get",
  path: "/api/v1/attempts.jsonl",
  summary: "The same attempts as JSON, one a line, as fast as they are read",
  scope: "metrics:read",
  query: attemptsExportQuerySchema,
});

export const attemptHistogramSchema = z.object({
  from: instantText,
  to: instantText,
  step: z.enum(STEPS),
  buckets: z.array(
    z.object({
      at: instantText,
      /** The bucket is not over. */
      filling: z.boolean(),
      outcomes: z.object(recordOf(OUTCOMES, () => countSchema)),
    }),
  ),
});
export type AttemptHistogram = z.infer<typeof attemptHistogramSchema>;

export const attemptHistogramOperation = operation({
  method: "get",
  path: "/api/v1/attempts/histogram",
  summary: "How many attempts started in each bucket of a window, by outcome",
  scope: "metrics:read",
  query: z.strictObject({ ...windowShape, ...filterShape, outcome: repeatedOutcome }).superRefine(checkWindow),
  reply: attemptHistogramSchema,
});

export const attemptDetailSchema = z.object({
  attempt: attemptRecordSchema,
  /** All attempts of its request that started within two hours of it, itself among them, in order. */
  request: z.array(attemptRecordSchema),
  archive: archiveReadSchema,
  cost: z.object({
    /** The price version it was charged by, as Prices shows it; null without one. */
    price: priceTestReplySchema.shape.price,
    lines: priceTestReplySchema.shape.lines,
    currency: z.string().nullable(),
    /** What the lines come to in dollars at the rate of the day; another figure than cost_usd has been set since. */
    computed_usd: usdText.nullable(),
  }),
});
export type AttemptDetail = z.infer<typeof attemptDetailSchema>;

export const attemptOperation = operation({
  method: "get",
  path: "/api/v1/attempts/{id}",
  summary: "One attempt, its cost line by line and the other attempts of its request",
  scope: "metrics:read",
  params: z.object({ id: shortText(128) }),
  /** When it started: an id sent with another start is another attempt. Without it, only an attempt that is its own request is found. */
  query: z.strictObject({ started_at: instantUs.optional() }),
  reply: attemptDetailSchema,
});

/** The operations of single attempts, in the order of the description. */
export const ATTEMPT_OPERATIONS = [
  attemptsOperation,
  attemptsCsvOperation,
  attemptsJsonlOperation,
  attemptHistogramOperation,
  attemptOperation,
] as const;
