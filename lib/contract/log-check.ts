import { z } from "zod";
import { INGEST_CHECKS } from "@/lib/domain/ingest-checks/ingest-checks";
import { t } from "@/lib/messages/translate";
import { countSchema } from "./common";
import { operation } from "./operation";

/** Our own records, beside the names of other tools' formats. */
export const OWN_FORMAT = "switchyard";
export const CHECKED_TEXT_MAX = 500_000;
/** How many entries are listed one by one. */
export const CHECKED_ENTRIES_SHOWN = 50;

/** What would become of a payload: it is read, and nothing is stored. */
export const logCheckSchema = z.strictObject({
  format: z.string().max(40),
  text: z
    .string()
    .min(1, { error: () => t("Paste what your router sends") })
    .max(CHECKED_TEXT_MAX, { error: () => t("Paste less: at most 500,000 characters") }),
});
export type LogCheck = z.output<typeof logCheckSchema>;

/** What an attempt would count as: its alias resolved, its provider found, its price looked up, as of now. */
const countedAttemptSchema = z.object({
  model: z.string(),
  provider: z.string(),
  cost_usd: z.string().nullable(),
  /** Whether the cost is estimated: from estimated usage, charged by the input alone, or with parts that have no price of their own. */
  cost_estimated: z.boolean(),
  /** Whether a price is known; with one, the cost is null where no usage is given, or the price is one of input alone. */
  has_price: z.boolean(),
  /** The data-quality tests that it speaks against. */
  warnings: z.array(z.enum(INGEST_CHECKS)),
});
export type CountedAttempt = z.infer<typeof countedAttemptSchema>;

export const checkedEntrySchema = z.object({
  place: countSchema,
  state: z.enum(["attempt", "ignored", "refused"]),
  /** The attempt as it would be stored, where it is one. */
  record: z.record(z.string(), z.unknown()).nullable(),
  counted: countedAttemptSchema.nullable(),
  reasons: z.array(z.string()),
});
export type CheckedEntry = z.infer<typeof checkedEntrySchema>;

export const checkedLogsSchema = z.object({
  attempts: countSchema,
  ignored: countSchema,
  refused: countSchema,
  entries: z.array(checkedEntrySchema),
});
export type CheckedLogs = z.infer<typeof checkedLogsSchema>;

export const checkLogsOperation = operation({
  method: "post",
  path: "/api/v1/logs/check",
  summary: "Say what a payload would become",
  scope: "logs:write",
  body: logCheckSchema,
  reply: checkedLogsSchema,
});
