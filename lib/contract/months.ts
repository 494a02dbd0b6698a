import { z } from "zod";
import { countSchema, instantText, timeZone, usdText } from "./common";
import {
  closeNote,
  MONTH_QUESTIONS,
  monthQuestionSchema,
  monthText,
  signedStatementSchema,
  statementSignatureSchema,
} from "./month-statement";
import { operation } from "./operation";

export const MONTH_STATES = ["running", "open", "closed"] as const;
export const MONTHS_MAX = 60;

const paramsSchema = z.object({ month: monthText });

/** What is in the ledger of a closed month's span now, and was not when it was signed. Null where that is no longer retained. */
export const sinceCloseSchema = z
  .object({ cost_usd: usdText, attempts: z.int(), usage_records: z.int(), unpriced_attempts: z.int() })
  .nullable();
export type SinceClose = z.infer<typeof sinceCloseSchema>;

/** A month; of a closed one the sums are those that were signed. */
export const monthSchema = z.object({
  month: z.string(),
  state: z.enum(MONTH_STATES),
  zone: z.string(),
  from: instantText,
  to: instantText,
  attempts: countSchema,
  unpriced_attempts: countSchema,
  estimated_attempts: countSchema,
  usage_records: countSchema,
  cost_usd: usdText.nullable(),
  closed: z
    .object({
      at: instantText,
      by: z.string(),
      note: z.string().nullable(),
      key_id: z.string(),
      rows_sha256: z.string(),
      since: sinceCloseSchema,
    })
    .nullable(),
});
export type Month = z.infer<typeof monthSchema>;

export const monthsSchema = z.object({
  as_of: instantText,
  /** Of the months that are not closed, and what the next one is closed in unless another is named. */
  zone: z.string(),
  /** Newest first, from the first one on that has any record. */
  months: z.array(monthSchema),
});
export type Months = z.infer<typeof monthsSchema>;

export const monthsOperation = operation({
  method: "get",
  path: "/api/v1/months",
  summary: "Months, open and closed, and what came in after one was closed",
  scope: "metrics:read",
  query: z.strictObject({ tz: timeZone.optional() }),
  reply: monthsSchema,
});

export const closeMonthBodySchema = z.strictObject({
  /** That of the last month closed, or UTC, unless it is given. */
  zone: timeZone.optional(),
  note: closeNote.nullish(),
  /** The open questions that are known to whoever closes. */
  acknowledged: z.array(z.enum(MONTH_QUESTIONS)).max(MONTH_QUESTIONS.length).default([]),
});
export type CloseMonthBody = z.input<typeof closeMonthBodySchema>;

export const closeMonthReplySchema = z.object({
  month: z.string(),
  zone: z.string(),
  from: instantText,
  to: instantText,
  applied: z.boolean(),
  attempts: countSchema,
  usage_records: countSchema,
  cost_usd: usdText.nullable(),
  open_questions: z.array(monthQuestionSchema.extend({ is_blocking: z.boolean() })),
  /** Only where it was closed. */
  rows_sha256: z.string().nullable(),
  signature: statementSignatureSchema.nullable(),
});
export type CloseMonthReply = z.infer<typeof closeMonthReplySchema>;

export const closeMonthOperation = operation({
  method: "post",
  path: "/api/v1/months/{month}/close",
  summary: "Close a month and sign its statement, or with apply=false list what is open",
  scope: "ledger:write",
  params: paramsSchema,
  query: z.strictObject({ apply: z.enum(["true", "false"]).default("true") }),
  body: closeMonthBodySchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: closeMonthReplySchema,
});

export const statementOperation = operation({
  method: "get",
  path: "/api/v1/months/{month}/statement",
  summary: "The signed statement of a closed month",
  scope: "metrics:read",
  params: paramsSchema,
  reply: signedStatementSchema,
});

export const statementCsvOperation = operation({
  method: "get",
  path: "/api/v1/months/{month}/statement.csv",
  summary: "The sums of a closed month's statement as CSV",
  scope: "metrics:read",
  params: paramsSchema,
});

export const monthRowsOperation = operation({
  method: "get",
  path: "/api/v1/months/{month}/rows.ndjson",
  summary: "The rows that a closed month's statement adds up, as JSON lines",
  scope: "metrics:read",
  params: paramsSchema,
});
