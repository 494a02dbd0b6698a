import { z } from "zod";
import { CHECK_STATES, INGEST_CHECKS } from "@/lib/domain/ingest-checks/ingest-checks";
import { SKETCH_LIMIT } from "@/lib/domain/sketch/sketch-bins";
import { countSchema, instantText, usdText } from "./common";
import { operation } from "./operation";

export const ingestCheckSchema = z.object({
  check: z.enum(INGEST_CHECKS),
  state: z.enum(CHECK_STATES),
  /** Attempts that speak against it, of those that could. */
  bad: countSchema,
  n: countSchema,
  /** Where it warns or fails: the start of the first hour of the unbroken run of hours that do. */
  since: instantText.nullable(),
});
export type IngestCheck = z.infer<typeof ingestCheckSchema>;

/** Longer lags are not told apart. */
export const LAG_MAX_MS = SKETCH_LIMIT / 1_000;

const share = z.number().min(0).max(1).nullable();

/** What comes of one sender. Counts and shares are of the last 24 hours, the rate of five minutes, the lag of an hour. */
export const sourceHealthSchema = z.object({
  key_id: z.string().nullable(),
  /** Null where no key sent it, or the key is unknown. */
  key_name: z.string().nullable(),
  /** How the key begins, which tells keys of one name apart. */
  key_prefix: z.string().nullable(),
  /** The format it came in: `switchyard` for our own records. */
  source: z.string(),
  last_at: instantText,
  records_per_minute: z.number().nonnegative(),
  /** LAG_MAX_MS where it is an hour or more. */
  lag_p50_ms: z.number().nullable(),
  lag_p99_ms: z.number().nullable(),
  records: countSchema,
  duplicates: countSchema,
  rejected: countSchema,
  /** Calls whose usage can be read in two ways; of the two costs they have the lower one. */
  ambiguous: countSchema,
  /** Those of them that have a price, and what the other readings would cost more together. */
  ambiguous_priced: countSchema,
  ambiguous_usd: usdText,
  /** What was left out as no call of a model, by why, with the name of one. */
  ignored: z.array(z.object({ reason: z.string(), count: countSchema, example: z.string().nullable() })),
  late_share: share,
  unpriced_share: share,
  checks: z.array(ingestCheckSchema),
});
export type SourceHealth = z.infer<typeof sourceHealthSchema>;

/** A dimension of which more values came on a UTC day than are told apart: those beyond count as CAPPED_VALUE until it ends. */
const cappedDimensionSchema = z.object({
  /** As in a record; `requested_model` of models that were only asked for. */
  dimension: z.string(),
  /** How many are told apart. */
  values: countSchema,
  since: instantText,
  /** The first that was not. */
  example: z.string(),
});
export type CappedDimension = z.infer<typeof cappedDimensionSchema>;

export const ingestHealthSchema = z.object({
  at: instantText,
  senders: z.array(sourceHealthSchema),
  /** Of today or yesterday. */
  capped: z.array(cappedDimensionSchema),
  /** Why nothing is deleted by age just now; null where it is. */
  retention_hold: z.string().nullable(),
});
export type IngestHealth = z.infer<typeof ingestHealthSchema>;

export const ingestHealthOperation = operation({
  method: "get",
  path: "/api/v1/ingest/health",
  summary: "Figures and data-quality tests of every sender",
  scope: "metrics:read",
  reply: ingestHealthSchema,
});
