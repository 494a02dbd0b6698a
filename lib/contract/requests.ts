import { z } from "zod";
import { OPERATIONS } from "@/lib/domain/operation";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { CALL_UNITS } from "@/lib/domain/pricing/call-units";
import { USAGE_SOURCES } from "@/lib/domain/pricing/token-usage";
import { checkWindow, filterShape, instantText, listOf, shortText, usdText, windowShape } from "./common";
import { operation } from "./operation";

const repeatedOutcome = z.preprocess(listOf<Outcome>, z.array(z.enum(OUTCOMES)));

export const requestsQuerySchema = z
  .strictObject({
    ...windowShape,
    ...filterShape,
    outcome: repeatedOutcome,
    request_id: shortText(128).optional(),
    sort: z.enum(["newest", "slowest"]).default("newest"),
    limit: z.coerce.number<number | string>().int().min(1).max(500).default(50),
    cursor: z.string().max(1200).optional(),
  })
  .superRefine(checkWindow);

const nullableInt = z.number().int().nonnegative().nullable();

/** One stored attempt, with what the product added to it: cost, price version, flags. */
export const attemptRecordSchema = z.object({
  id: z.string(),
  request_id: z.string(),
  attempt: z.number().int(),
  final: z.boolean(),
  started_at: instantText,
  model: z.string(),
  requested_model: z.string().nullable(),
  provider: z.string(),
  region: z.string(),
  tier: z.string().nullable(),
  app: z.string(),
  operation: z.enum(OPERATIONS),
  team: z.string().nullable(),
  key: z.string().nullable(),
  environment: z.string().nullable(),
  feature: z.string().nullable(),
  agent: z.string().nullable(),
  stage: z.number().int(),
  consumer: z.string().nullable(),
  session: z.string().nullable(),
  router: z.string().nullable(),
  policy_version: nullableInt,
  outcome: z.enum(OUTCOMES),
  http_status: nullableInt,
  error_code: z.string().nullable(),
  /** Null where nobody measured it. */
  duration_ms: z.number().nullable(),
  ttft_ms: z.number().nullable(),
  streamed: z.boolean(),
  input_tokens: nullableInt,
  cached_input_tokens: nullableInt,
  cache_write_tokens: nullableInt,
  cache_write_1h_tokens: nullableInt,
  output_tokens: nullableInt,
  reasoning_tokens: nullableInt,
  audio_input_tokens: nullableInt,
  audio_output_tokens: nullableInt,
  image_input_tokens: nullableInt,
  units: z.partialRecord(z.enum(CALL_UNITS), z.number()).nullable(),
  revision: z.number().int(),
  usage_source: z.enum(USAGE_SOURCES),
  usage_inconsistent: z.boolean(),
  cost_usd: usdText.nullable(),
  cost_estimated: z.boolean(),
  reported_cost_usd: usdText.nullable(),
  price_id: z.number().int().nullable(),
  service_tier: z.string().nullable(),
  trace_id: z.string().nullable(),
  tags: z.array(z.string()),
});
export type AttemptRecord = z.infer<typeof attemptRecordSchema>;

/** What of an answer comes from files of archived days. */
export const archiveReadSchema = z.object({
  /** The days of what was asked whose attempts are in files; those that could not be read among them. */
  days: z.array(z.iso.date()),
  /** Days that the answer lacks, and why. */
  unread: z.array(z.object({ day: z.iso.date(), reason: z.string() })),
});
export type ArchiveRead = z.infer<typeof archiveReadSchema>;

export const requestsSchema = z.object({
  from: instantText,
  to: instantText,
  requests: z.array(attemptRecordSchema),
  next_cursor: z.string().nullable(),
  /** Down to which instant the window was searched where the page ends for lack of time; the cursor goes on from there. */
  searched_until: instantText.nullable(),
  archive: archiveReadSchema,
});
export type Requests = z.infer<typeof requestsSchema>;

export const requestsOperation = operation({
  method: "get",
  path: "/api/v1/requests",
  summary: "Single attempts, newest or slowest first",
  scope: "metrics:read",
  query: requestsQuerySchema,
  reply: requestsSchema,
});
