import { z } from "zod";

/** The reasons that a program may decide by; the words of a message are for readers, and may change. */
export const RECORD_ERROR_CODES = ["unknown_field", "in_future", "too_old"] as const;
export type RecordErrorCode = (typeof RECORD_ERROR_CODES)[number];

/** What is wrong with one field of a record, by its dotted path; without a code where only the message says why. */
export const recordErrorSchema = z.object({
  path: z.string(),
  message: z.string(),
  // Stored with the record: a code of a newer version says nothing to this one.
  code: z.enum(RECORD_ERROR_CODES).optional().catch(undefined),
});
export type RecordError = z.infer<typeof recordErrorSchema>;
