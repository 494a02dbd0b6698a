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

/** What is kept beside changes: sign-ins, and who was turned away with 401, 403 or 429. */
export const ACCESS_EVENTS = [
  "sign_in",
  "sign_out",
  "sign_in_failed",
  "unauthenticated",
  "forbidden",
  "rate_limited",
] as const;
export type AccessEventName = (typeof ACCESS_EVENTS)[number];

/** Sign-ins or refusals of one minute from one network, with the address and program of the first. */
export const accessEventSchema = z.object({
  id: z.number().int().positive(),
  at: instantText,
  event: z.enum(ACCESS_EVENTS),
  /** The e-mail tried or signed in, or the key; empty where nobody knows. */
  who: z.string(),
  address: z.string(),
  agent: z.string(),
  path: z.string(),
  count: z.number().int().positive(),
});
export type AccessEvent = z.infer<typeof accessEventSchema>;
