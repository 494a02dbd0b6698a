import { type Mail, mailSchema } from "@/lib/contract/mail";
import type { mailOutbox } from "../schema/mail";

export type MailRow = typeof mailOutbox.$inferSelect;

/** What a row of the outbox is made from. */
export function toMail({ kind, details }: MailRow): Mail {
  return mailSchema.parse({ kind, details });
}
