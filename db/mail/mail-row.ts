import { type MAIL_STATES, type Mail, mailSchema } from "@/lib/contract/mail";
import type { mailOutbox } from "../schema/mail";

export type MailRow = typeof mailOutbox.$inferSelect;

/** What a row of the outbox is made from. */
export function toMail({ kind, details }: MailRow): Mail {
  return mailSchema.parse({ kind, details });
}

/** How far a mail has come. */
export function mailState({ sentAt, startedAt, endedAt, tryAt, tries }: MailRow): (typeof MAIL_STATES)[number] {
  if (sentAt !== null) return "sent";
  if (startedAt !== null && endedAt === null) return "sending";
  if (tryAt === null) return "failed";
  return tries === 0 ? "waiting" : "retrying";
}
