import { z } from "zod";
import { instantText } from "./common";

/** A log record that was refused: by which key it came, why, and what of it was recognised. */
export const rejectedRecordSchema = z.object({
  seq: z.number().int(),
  received_at: instantText,
  key_name: z.string().nullable(),
  record_id: z.string().nullable(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })),
  sample: z.string().nullable(),
});
export type RejectedRecord = z.infer<typeof rejectedRecordSchema>;
