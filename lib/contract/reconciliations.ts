import { z } from "zod";
import { BILL_BUCKETS } from "@/lib/domain/reconciliation/bill-buckets";
import { BILL_REASONS } from "@/lib/domain/reconciliation/reasons";
import { ROW_STATUSES } from "@/lib/domain/reconciliation/reconcile";
import { t } from "@/lib/messages/translate";
import {
  countSchema,
  dimensionName,
  fraction,
  instantText,
  listOf,
  MAX_NAME_CHARACTERS,
  shortText,
  timeZone,
  usdText,
} from "./common";

/** The largest file, unpacked. */
export const BILL_BYTES_MAX = 48 * 1024 * 1024;
const NOTE_MAX = 2_000;
const COLUMN_MAX = 256;
const MAPPED_MAX = 20;

/** `field=column`, so that a mapping fits a URL. */
const mapped = z
  .string()
  .max(COLUMN_MAX + 64)
  .regex(/^[a-z_]+=.+$/su, "Must be field=column");

/** How the file in the body is read. */
export const billQuerySchema = z.strictObject({
  /** Which kind of file it is; found out where it is left out. */
  source: shortText(40).optional(),
  /** Whose bill it is, where its rows name nobody or another than attempts do. */
  provider: dimensionName.optional(),
  /** Whose days the bill has. */
  tz: timeZone.default("UTC"),
  /** Of amounts that name none. */
  currency: z
    .string()
    .regex(/^[A-Za-z]{3}$/, { error: () => t("Must be a code of ISO 4217, such as USD") })
    .transform((code) => code.toUpperCase())
    .default("USD"),
  file_name: shortText(255).default("bill"),
  map: z.preprocess(listOf<string>, z.array(mapped).max(MAPPED_MAX)),
});
export type BillQuery = z.output<typeof billQuerySchema>;

const tokens = z.number().int();
const amount = z.object({ currency: z.string(), amount: usdText });
const problem = z.object({ line: z.number().int().nonnegative(), field: z.string().nullable(), reason: z.string() });

/** What a file would be read as. Nothing is stored. */
export const billPreviewSchema = z.object({
  source: z.string(),
  source_title: z.string(),
  grain: z.enum(["day", "month"]),
  columns: z.array(z.string()),
  /** The column of each field, as asked for or guessed; empty of files whose columns are known. */
  map: z.record(z.string(), z.string()),
  /** Columns that no field is filled from. */
  unused_columns: z.array(z.string()),
  /** What the mapping lacks before a row can be read. */
  missing: z.array(z.string()),
  rows: countSchema,
  ignored: countSchema,
  lines: countSchema,
  from: z.string().nullable(),
  to: z.string().nullable(),
  providers: z.array(z.string()),
  models: z.array(z.string()),
  totals: z.array(amount),
  tokens: tokens.nullable(),
  sample: z.array(
    z.object({
      line: countSchema,
      period: z.string(),
      provider: z.string(),
      model: z.string().nullable(),
      bucket: z.enum(BILL_BUCKETS),
      tier: z.string().nullable(),
      tokens: tokens.nullable(),
      amount: usdText.nullable(),
      currency: z.string().nullable(),
    }),
  ),
  problems: z.array(problem),
  problem_count: countSchema,
});
export type BillPreview = z.infer<typeof billPreviewSchema>;

const partSchema = z.object({ reason: z.enum(BILL_REASONS), usd: usdText, tokens });
export type ReconciliationPart = z.infer<typeof partSchema>;

const totalShape = {
  bill_usd: usdText,
  own_usd: usdText,
  /** More on the bill than here. The parts and `unexplained_usd` add up to it exactly. */
  difference_usd: usdText,
  parts: z.array(partSchema),
  unexplained_usd: usdText,
};
const groupSchema = z.object({ name: z.string(), ...totalShape });
export type ReconciliationGroup = z.infer<typeof groupSchema>;

export const modelSuggestionSchema = z.object({
  provider: z.string(),
  bill_name: z.string(),
  model: z.string(),
  why: z.enum(["name", "tokens"]),
});

export const reconciliationSummarySchema = z.object({
  ...totalShape,
  /** Of all differences of rows, the share that reasons explain; null where there is none. */
  explained_share: fraction.nullable(),
  /** Rows without an amount on the bill's side, which no sum has; what is counted here of them. */
  unknown_rows: countSchema,
  unknown_own_usd: usdText,
  /** Whether the bill is usage alone, and its amounts are that usage at the price here. */
  is_valued: z.boolean(),
  rows: countSchema,
  /** The first and the last period. */
  from: z.string(),
  to: z.string(),
  by_period: z.array(groupSchema),
  by_model: z.array(groupSchema),
  /** As billed, by currency. */
  amounts: z.array(amount),
  /** What the bill charges each project, as billed; of people the hash. */
  projects: z.array(amount.extend({ project: z.string() })),
  suggestions: z.array(modelSuggestionSchema),
  /** Models of the bill that no attempt here has. */
  unknown_models: z.array(z.object({ provider: z.string(), bill_name: z.string() })),
});
export type ReconciliationSummary = z.infer<typeof reconciliationSummarySchema>;

export const reconciliationSchema = z.object({
  id: z.number().int(),
  file_name: z.string(),
  file_digest: z.string(),
  source: z.string(),
  providers: z.array(z.string()),
  tz: z.string(),
  grain: z.enum(["day", "month"]),
  file_rows: countSchema,
  version: z.number().int(),
  created_at: instantText,
  created_by: z.string(),
  /** When both sides were compared: with the attempts and costs of then. */
  compared_at: instantText,
  note: z.string().nullable(),
  accepted_at: instantText.nullable(),
  accepted_by: z.string().nullable(),
  summary: reconciliationSummarySchema,
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;

const rate = usdText.nullable();

/** What of a row is stored beside what it is found by. */
export const reconciledSidesSchema = z.object({
  bill: z
    .object({
      tokens: tokens.nullable(),
      usd: usdText.nullable(),
      amounts: z.array(amount),
      models: z.array(z.string()),
      tiers: z.array(z.string()),
      lines: countSchema,
    })
    .nullable(),
  own: z
    .object({
      tokens,
      priced_tokens: tokens,
      usd: usdText,
      estimated_usd: usdText,
      price_ids: z.array(z.string()),
      tiers: z.array(z.string()),
    })
    .nullable(),
  /** As compared: the billed amount, or billed usage at the price here. */
  bill_usd: usdText.nullable(),
  own_usd: usdText,
  difference_usd: usdText.nullable(),
  parts: z.array(partSchema),
  unexplained_usd: usdText.nullable(),
  bill_usd_per_million: rate,
  own_usd_per_million: rate,
});

export const reconciliationRowSchema = reconciledSidesSchema.extend({
  seq: countSchema,
  period: z.string(),
  provider: z.string(),
  /** Null where the bill is of all models, or names none. */
  model: z.string().nullable(),
  bucket: z.enum(BILL_BUCKETS),
  status: z.enum(ROW_STATUSES),
});
export type ReconciliationRow = z.infer<typeof reconciliationRowSchema>;

export const reconciliationQuerySchema = z.strictObject({
  status: z.enum(ROW_STATUSES).optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(500).default(100),
  /** The `next_cursor` of the page before. */
  cursor: z.coerce.number<number | string>().int().nonnegative().optional(),
  /** A file has all rows, and their totals last. */
  format: z.enum(["json", "csv"]).default("json"),
});
export type ReconciliationQuery = z.output<typeof reconciliationQuerySchema>;

export const reconciliationPageSchema = z.object({
  reconciliation: reconciliationSchema,
  rows: z.array(reconciliationRowSchema),
  next_cursor: countSchema.nullable(),
});

export const reconciliationChangeSchema = z
  .strictObject({
    note: z.string().trim().max(NOTE_MAX).nullable().optional(),
    /** True signs it off under the caller's name; false takes that back. */
    accepted: z.boolean().optional(),
  })
  .refine(({ note, accepted }) => note !== undefined || accepted !== undefined, {
    error: () => t("Give note or accepted"),
  });
export type ReconciliationChange = z.output<typeof reconciliationChangeSchema>;

export const billModelSchema = z.strictObject({
  provider: dimensionName,
  /** As bills write it. */
  bill_name: dimensionName,
  /** As attempts have it; null forgets the name. */
  model: z.string().trim().min(1).max(MAX_NAME_CHARACTERS).nullable(),
});
export const billModelsSchema = z.object({
  models: z.array(
    z.object({
      provider: z.string(),
      bill_name: z.string(),
      model: z.string(),
      updated_at: instantText,
      updated_by: z.string(),
    }),
  ),
});
