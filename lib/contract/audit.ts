import { z } from "zod";
import { instantText } from "./common";

/** One change on record. What stood before is null where something was created, what stands after where it was removed. */
export const auditEntrySchema = z.object({
  id: z.number().int().positive(),
  at: instantText,
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
