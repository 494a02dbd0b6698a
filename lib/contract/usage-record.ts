import { z } from "zod";
import { OPERATIONS } from "@/lib/domain/operation";
import { CALL_UNITS } from "@/lib/domain/pricing/call-units";
import { PICO_PER_USD, parseUsd } from "@/lib/domain/pricing/usd";
import { UNASSIGNED } from "@/lib/domain/report-dimensions";
import { countSchema, dimensionName, instantUs, shortText } from "./common";
import { ingestReplySchema, MAX_ID_CHARACTERS, MAX_REVISION } from "./log-record";
import { operation } from "./operation";

/** What the ingest page calls whoever sends usage records. */
export const USAGE_SOURCE = "usage";

/** What a day of a whole company may have used. */
export const MAX_USAGE_TOKENS = 1_000_000_000_000;
/** A day of 24 hours, or of 25 where clocks go back. */
export const MAX_USAGE_HOURS = 25;

const wholeNumber = "Must be a whole number";
const tokens = z
  .number(wholeNumber)
  .int(wholeNumber)
  .min(0, "Must not be negative")
  .max(MAX_USAGE_TOKENS, `Must be at most ${MAX_USAGE_TOKENS.toLocaleString("en")}`)
  .nullish();

const UNITS_TEXT = `Must be counts of ${CALL_UNITS.join(", ")}`;
const units = z.partialRecord(
  z.enum(CALL_UNITS, UNITS_TEXT),
  z.number("Must be a number").min(0, "Must not be negative").max(MAX_USAGE_TOKENS, "Is too large"),
  UNITS_TEXT,
);

const AMOUNT_PICO_MAX = 1_000_000_000_000n * PICO_PER_USD;
const AMOUNT_TEXT = "Must be a decimal from 0 to 999,999,999,999";
const amount = z
  .union([z.string(), z.number()], AMOUNT_TEXT)
  .refine((value) => {
    const pico = parseUsd(value);
    return pico !== null && pico >= 0n && pico < AMOUNT_PICO_MAX;
  }, AMOUNT_TEXT)
  .nullish();

const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/, "Must be a code of ISO 4217, such as USD")
  .transform((code) => code.toUpperCase())
  .nullish();

const INPUT_PARTS = ["cached_input_tokens", "cache_write_tokens", "audio_input_tokens", "image_input_tokens"] as const;
const OUTPUT_PARTS = ["reasoning_tokens", "audio_output_tokens"] as const;

/**
 * What was used and charged in a UTC day, or in whole hours, by a bill or a console: no attempt.
 *
 * A dimension left out means all its values; `unassigned` means what none is named for. Sent again with a higher
 * `revision`, a record replaces its usage and cost.
 */
export const usageRecordSchema = z
  .strictObject({
    id: shortText(MAX_ID_CHARACTERS),
    day: z.iso.date("Must be a date such as 2026-03-01").nullish(),
    from: instantUs.nullish(),
    to: instantUs.nullish(),
    provider: dimensionName,
    /** Who bills the usage where that is not its provider. */
    invoice_issuer: dimensionName.nullish(),
    model: dimensionName.nullish(),
    team: dimensionName.nullish(),
    app: dimensionName.nullish(),
    key: dimensionName.nullish(),
    operation: z.enum([...OPERATIONS, UNASSIGNED]).nullish(),
    input_tokens: tokens,
    cached_input_tokens: tokens,
    cache_write_tokens: tokens,
    cache_write_1h_tokens: tokens,
    output_tokens: tokens,
    reasoning_tokens: tokens,
    audio_input_tokens: tokens,
    audio_output_tokens: tokens,
    image_input_tokens: tokens,
    units: units.nullish(),
    cost: amount,
    currency,
    source: dimensionName,
    revision: z.number().int().min(0).max(MAX_REVISION).nullish(),
  })
  .superRefine((record, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (record.cost != null && record.currency == null) issue("currency", "Is needed beside cost");
    const hasTokens = record.input_tokens != null || record.output_tokens != null;
    for (const part of [...INPUT_PARTS, ...OUTPUT_PARTS, "cache_write_1h_tokens"] as const) {
      if (record[part] != null && !hasTokens) issue(part, "Needs input_tokens or output_tokens beside it");
    }
    if (!hasTokens && record.cost == null && record.units == null) {
      issue("cost", "Give cost, or tokens or units to be priced");
    }
  });
export type UsageRecordInput = z.input<typeof usageRecordSchema>;
export type UsageRecord = z.output<typeof usageRecordSchema>;

export const storeUsageOperation = operation({
  method: "post",
  path: "/api/v1/usage",
  summary: "Store usage records",
  scope: "logs:write",
  body: z.union([z.array(usageRecordSchema), z.strictObject({ usage: z.array(usageRecordSchema) })]),
  hasOwnBodyReader: true,
  reply: ingestReplySchema,
});

export const USAGE_FILE_MAX_CHARACTERS = 8_000_000;

export const importUsageFileSchema = z.strictObject({
  /** Whose export it is, by the name that the importer takes. */
  source: z.string().min(1).max(40),
  text: z.string().max(USAGE_FILE_MAX_CHARACTERS, "Is larger than 8 MB: use npm run import"),
  /** Says what the file would become, and stores nothing. */
  dry_run: z.boolean().default(false),
});

const usageReason = z.object({ reason: z.string(), count: countSchema, first_lines: z.array(countSchema) });

/** What became of a usage file: of its rows, and of the records they were added up to. */
export const importedUsageSchema = z.object({
  /** As asked for. */
  source: z.string(),
  dry_run: z.boolean(),
  rows: countSchema,
  /** Rows without usage and cost. */
  ignored: countSchema,
  records: countSchema,
  accepted: countSchema,
  duplicates: countSchema,
  rejected: countSchema,
  reasons: z.array(usageReason),
  /** The first records, as POST /api/v1/usage takes them. */
  sample: z.array(z.record(z.string(), z.unknown())),
});
export type ImportedUsage = z.infer<typeof importedUsageSchema>;

export const importUsageFileOperation = operation({
  method: "post",
  path: "/api/v1/usage/files",
  summary: "Store the usage of a console's export",
  scope: "admin",
  body: importUsageFileSchema,
  hasOwnBodyReader: true,
  reply: importedUsageSchema,
});
