import { z } from "zod";
import { OPERATIONS } from "@/lib/domain/operation";
import { OUTCOMES } from "@/lib/domain/outcome";
import { CALL_UNITS } from "@/lib/domain/pricing/call-units";
import { USAGE_SOURCES } from "@/lib/domain/pricing/token-usage";
import { tagProblem } from "@/lib/domain/tags";
import { DAY_MS } from "@/lib/domain/time/units";
import { dimensionName, instantUs, shortText } from "./common";
import { operation } from "./operation";
import { recordErrorSchema } from "./record-error";

export const MAX_RECORDS_PER_POST = 10_000;
export const MAX_BODY_BYTES = 16 * 1024 * 1024;
export const MAX_TOKENS = 1_000_000_000;
export const MAX_UNITS = 1_000_000_000;
export const MAX_DURATION_MS = DAY_MS;

export const MAX_ID_CHARACTERS = 128;
export const MAX_TAG_CHARACTERS = 64;
export const MAX_TAGS = 10;
export const MAX_ATTEMPT = 1_000;
export const MAX_STAGE = 100;
export const MAX_REVISION = 32_767;
export const MAX_POLICY_VERSION = 2_147_483_647;

export const hasThreeDecimals = (value: number) => Math.round(value * 1000) / 1000 === value;

/** What is asked of a number, for whoever left it out or sent it as text. */
const numberError = (must: string) => ({
  error: ({ input }: { input?: unknown }) => {
    if (input === undefined) return "Is missing";
    return typeof input === "string" ? `${must}, not text` : must;
  },
});

const durationMs = z
  .number(numberError("Must be a number of milliseconds"))
  .min(0, "Must not be negative")
  .max(MAX_DURATION_MS, "Must be at most 86,400,000 ms")
  .refine(hasThreeDecimals, "Must have at most three decimals");

const tokens = z
  .number(numberError("Must be a whole number"))
  .int("Must be a whole number")
  .min(0, "Must not be negative")
  .max(MAX_TOKENS, `Must be at most ${MAX_TOKENS.toLocaleString("en")}`)
  .nullish();

const UNITS_TEXT = `Must be counts of ${CALL_UNITS.join(", ")}`;
export const callUnits = z.partialRecord(
  z.enum(CALL_UNITS, UNITS_TEXT),
  z.number(numberError("Must be a number")).min(0, "Must not be negative").max(MAX_UNITS, "Is too large"),
  UNITS_TEXT,
);

const USD = /^\d{1,6}(\.\d+)?([eE][+-]?\d{1,2})?$/;
// A decimal with at most 12 places keeps every amount a whole number of 10⁻¹² USD.
export const isUsd = (value: string | number) => isPlainUsd(value) || USD.test(String(value));
// JavaScript writes such numbers without an exponent, so the text need not be made to see that it matches.
const isPlainUsd = (value: string | number) => typeof value === "number" && value >= 1e-6 && value < 1e6;

const USD_TEXT = "Must be a decimal from 0 to 999,999";
const usd = z.union([z.string(), z.number()], USD_TEXT).refine(isUsd, USD_TEXT).nullish();

const MODALITY_PARTS = ["audio_input_tokens", "audio_output_tokens", "image_input_tokens"] as const;
const USAGE_PARTS = [
  "cached_input_tokens",
  "cache_write_tokens",
  "cache_write_1h_tokens",
  "reasoning_tokens",
  ...MODALITY_PARTS,
] as const;
type RelatedField =
  | "outcome"
  | "http_status"
  | "ttft_ms"
  | "streamed"
  | "input_tokens"
  | "output_tokens"
  | (typeof USAGE_PARTS)[number];

const tags = z
  .array(shortText(MAX_TAG_CHARACTERS))
  .max(MAX_TAGS, `Must have at most ${MAX_TAGS} tags`)
  .superRefine((all, context) => {
    const message = tagProblem(all);
    if (message !== null) context.addIssue({ code: "custom", message });
  });

/** What is wrong between the fields of a record that are each right by themselves: field and message. */
export function contradictionsOf(record: { readonly [name in RelatedField]?: unknown }): [string, string][] {
  const found: [string, string][] = [];
  if (record.outcome == null && record.http_status == null) found.push(["outcome", "Give outcome or http_status"]);
  if (record.ttft_ms != null && record.streamed === false) found.push(["ttft_ms", "Is for streamed attempts only"]);
  if (record.input_tokens == null && record.output_tokens == null) {
    for (const part of USAGE_PARTS) {
      if (record[part] != null) found.push([part, "Needs input_tokens or output_tokens beside it"]);
    }
  }
  return found;
}

/**
 * One upstream attempt as a router sends it, before aliases, prices and the clock are applied.
 *
 * Optional fields may be null, which says the same as leaving them out. Prompts and answers have no field. Tokens of audio and
 * images are parts of input and output; they and units are charged where the price has amounts for them. Sent again
 * with a higher `revision`, a record replaces its usage and cost.
 */
export const logRecordSchema = z
  .strictObject({
    id: shortText(MAX_ID_CHARACTERS),
    started_at: instantUs,
    model: dimensionName,
    /** Null where nobody measured it. */
    duration_ms: durationMs.nullable(),
    outcome: z.enum(OUTCOMES).nullish(),
    http_status: z.number().int().min(100).max(599).nullish(),
    request_id: shortText(MAX_ID_CHARACTERS).nullish(),
    attempt: z.number().int().min(1).max(MAX_ATTEMPT).nullish(),
    final: z.boolean().nullish(),
    requested_model: dimensionName.nullish(),
    provider: dimensionName.nullish(),
    /** Who bills the call where that is not its provider: the list of the issuer has its price. Not stored. */
    invoice_issuer: dimensionName.nullish(),
    region: dimensionName.nullish(),
    tier: dimensionName.nullish(),
    app: dimensionName.nullish(),
    operation: z.enum(OPERATIONS).nullish(),
    team: dimensionName.nullish(),
    key: dimensionName.nullish(),
    environment: dimensionName.nullish(),
    feature: dimensionName.nullish(),
    agent: dimensionName.nullish(),
    stage: z.number().int().min(1).max(MAX_STAGE).nullish(),
    consumer: dimensionName.nullish(),
    session: dimensionName.nullish(),
    router: dimensionName.nullish(),
    policy_version: z.number().int().min(0).max(MAX_POLICY_VERSION).nullish(),
    error_code: dimensionName.nullish(),
    ttft_ms: durationMs.nullish(),
    streamed: z.boolean().nullish(),
    input_tokens: tokens,
    cached_input_tokens: tokens,
    cache_write_tokens: tokens,
    cache_write_1h_tokens: tokens,
    output_tokens: tokens,
    reasoning_tokens: tokens,
    audio_input_tokens: tokens,
    audio_output_tokens: tokens,
    image_input_tokens: tokens,
    units: callUnits.nullish(),
    usage_source: z.enum(USAGE_SOURCES).nullish(),
    cost_usd: usd,
    service_tier: dimensionName.nullish(),
    trace_id: shortText(MAX_ID_CHARACTERS).nullish(),
    tags: tags.nullish(),
    revision: z.number().int().min(0).max(MAX_REVISION).nullish(),
  })
  .superRefine((record, context) => {
    for (const [path, message] of contradictionsOf(record)) {
      context.addIssue({ code: "custom", path: [path], message });
    }
  });

/** A record as sent: `started_at` is text. */
export type LogRecordInput = z.input<typeof logRecordSchema>;
/** A parsed record: `started_at` is epoch microseconds. */
export type LogRecord = z.output<typeof logRecordSchema>;

export const rejectedRecordSchema = z.object({
  index: z.number().int().nonnegative(),
  id: z.string().nullable(),
  errors: z.array(recordErrorSchema).min(1),
});
export type RejectedRecord = z.infer<typeof rejectedRecordSchema>;

/** The answer to a post of logs: what was stored, what was known already, what was refused and why. */
export const ingestReplySchema = z.object({
  accepted: z.number().int().nonnegative(),
  duplicates: z.number().int().nonnegative(),
  rejected: z.array(rejectedRecordSchema),
});
export type IngestReply = z.infer<typeof ingestReplySchema>;

export const storeLogsOperation = operation({
  method: "post",
  path: "/api/v1/logs",
  summary: "Store attempts",
  scope: "logs:write",
  body: z.union([z.array(logRecordSchema), z.strictObject({ logs: z.array(logRecordSchema) })]),
  hasOwnBodyReader: true,
  reply: ingestReplySchema,
});
