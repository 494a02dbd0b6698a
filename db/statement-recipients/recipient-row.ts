import type { Delivery, Recipient } from "@/lib/contract/statement-recipients";
import { deliverySchema } from "@/lib/contract/statement-recipients";
import { deliveryState } from "@/lib/domain/delivery-state";
import { type MailRow, toMail } from "../mail/mail-row";
import type { statementRecipient } from "../schema/mail";

export type RecipientRow = typeof statementRecipient.$inferSelect;

/** A recipient as answers have it. */
export function toRecipient({ id, address, addedAt, addedBy }: RecipientRow): Recipient {
  return { id, address, added_at: addedAt.toISOString(), added_by: addedBy };
}

/** What the audit has of a recipient: it is never deleted, so it holds no address. */
export function auditOf({ id, address }: RecipientRow) {
  return { subject: `recipient ${id}`, seen: { id, domain: address.slice(address.lastIndexOf("@") + 1) } };
}

/** A mail as answers have it. */
export function toDelivery(row: MailRow): Delivery {
  const mail = toMail(row);
  const state = deliveryState(row);
  const isOpen = state === "waiting" || state === "retrying";
  return deliverySchema.parse({
    ...{ id: row.id, kind: mail.kind, month: "month" in mail.details ? mail.details.month : null },
    ...{ recipient: row.recipient, state, tries: row.tries, queued_at: row.queuedAt.toISOString() },
    ...{ sent_at: row.sentAt?.toISOString() ?? null, error: row.error },
    next_try_at: isOpen ? (row.tryAt?.toISOString() ?? null) : null,
  });
}
