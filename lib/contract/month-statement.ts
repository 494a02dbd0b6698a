import { z } from "zod";
import { isMonth } from "@/lib/domain/months/month-span";
import { COST_BUCKETS } from "@/lib/domain/months/month-sums";
import { recordOf } from "@/lib/domain/record-of";
import { t } from "@/lib/messages/translate";
import { countSchema, instantText, shortText, usdText } from "./common";
import { MONTH_ROW_COLUMNS } from "./month-row";
import { priceSchema } from "./prices";

export const STATEMENT_FORMAT = "switchyard.month-statement";
export const STATEMENT_VERSION = 1;

export const monthText = z.string().refine(isMonth, { error: () => t("Must be a month such as 2026-03") });

/** What is not certain about a month. `not_over` and `not_retained` keep it from being closed; the others must be acknowledged. */
export const MONTH_QUESTIONS = [
  "not_over",
  "not_retained",
  "unpriced",
  "missing_rates",
  "estimated",
  "recounts",
  "late_sources",
] as const;
export type MonthQuestion = (typeof MONTH_QUESTIONS)[number];
export const BLOCKING_QUESTIONS: readonly MonthQuestion[] = ["not_over", "not_retained"];

/** How many, and of what: attempts and records, currency days, attempts, days, or sources. */
export const monthQuestionSchema = z.object({
  kind: z.enum(MONTH_QUESTIONS),
  count: countSchema,
  details: z.array(z.string()),
});
export type OpenQuestion = z.infer<typeof monthQuestionSchema>;

const counts = { attempts: countSchema, unpriced_attempts: countSchema, cost_usd: usdText.nullable() };
const bucketSchema = z.object({ tokens: countSchema, cost_usd: usdText });

const totalsSchema = z.object({
  ...counts,
  priced_attempts: countSchema,
  estimated_attempts: countSchema,
  unpriced_tokens: countSchema,
  /** The cost, in what is certain and what is estimated; null where single attempts were gone. */
  certain_usd: usdText.nullable(),
  estimated_usd: usdText.nullable(),
  usage_records: z.object({
    records: countSchema,
    /** Of them, those without a cost in USD; of those, those that cost something in another currency. */
    unpriced: countSchema,
    other_currencies: countSchema,
    cost_usd: usdText.nullable(),
  }),
});

const modelSchema = z.object({
  provider: z.string(),
  model: z.string(),
  ...counts,
  unpriced_tokens: countSchema,
  buckets: z.object(recordOf(COST_BUCKETS, () => bucketSchema)),
});
const ownerSchema = z.object({ app: z.string(), team: z.string(), ...counts, usage_records: countSchema });
const rateSchema = z.object({ currency: z.string(), day: z.iso.date(), per_usd: usdText, source: z.string() });

/** What a month used and cost, as it was signed. Models add up to the totals, and so do apps with their teams. */
export const monthStatementSchema = z.object({
  format: z.literal(STATEMENT_FORMAT),
  version: z.literal(STATEMENT_VERSION),
  month: monthText,
  zone: z.string(),
  /** The half-open span of the month in that zone. */
  from: instantText,
  to: instantText,
  closed_at: instantText,
  closed_by: z.string(),
  note: z.string().nullable(),
  currency: z.literal("USD"),
  totals: totalsSchema,
  models: z.array(modelSchema),
  owners: z.array(ownerSchema),
  /** Each version of a price that a cost is by, with its terms as they were. */
  prices: z.array(priceSchema),
  exchange_rates: z.array(rateSchema),
  open_questions: z.array(monthQuestionSchema),
  /** The file of rows: JSON lines, the first one with these names; SHA-256 of all its bytes, in hex. */
  rows: z.object({
    columns: z.array(z.enum(MONTH_ROW_COLUMNS)),
    count: countSchema,
    bytes: countSchema,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
});
export type MonthStatement = z.infer<typeof monthStatementSchema>;

export const statementSignatureSchema = z.object({
  algorithm: z.literal("Ed25519"),
  key_id: z.string(),
  /** The key's 32 bytes, and the signature over the UTF-8 bytes of the statement's canonical JSON (RFC 8785), in base64. */
  public_key: z.string(),
  value: z.string(),
});
export type StatementSignature = z.infer<typeof statementSignatureSchema>;

/** A statement as a file. */
export const signedStatementSchema = z.object({ signature: statementSignatureSchema, statement: monthStatementSchema });
export type SignedStatement = z.infer<typeof signedStatementSchema>;

export const closeNote = shortText(1_000);
