import { z } from "zod";
import { countSchema } from "./common";

/** Our own records, beside the names of other tools' formats. */
export const OWN_FORMAT = "switchyard";
export const CHECKED_TEXT_MAX = 500_000;
/** So many entries are told one by one. */
export const CHECKED_ENTRIES_SHOWN = 50;

/** What would become of a payload: it is read, and nothing is stored. */
export const logCheckSchema = z.strictObject({
  format: z.string().max(40),
  text: z
    .string()
    .min(1, "Paste what your router sends")
    .max(CHECKED_TEXT_MAX, "Paste less: at most 500,000 characters"),
});

export const checkedEntrySchema = z.object({
  place: countSchema,
  state: z.enum(["attempt", "ignored", "refused"]),
  /** The attempt as it would be stored, where it is one. */
  record: z.record(z.string(), z.unknown()).nullable(),
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
