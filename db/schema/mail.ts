import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/**
 * The outbox of e-mails: each is written in the transaction of what it is about, to one recipient, and sent by whoever leads.
 *
 * `key` says what it is about and to whom, so that nothing is queued twice. Its text is made from `details` when it is sent.
 */
export const mailOutbox = pgTable(
  "mail_outbox",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    key: text("key").notNull().unique(),
    /** The same at every try, so that a receiver recognises one that it was sent twice. */
    messageId: uuid("message_id").notNull().defaultRandom(),
    /** What kind of mail; `details` has a form of its own for each. */
    kind: text("kind").notNull(),
    recipient: text("recipient").notNull(),
    details: jsonb("details").notNull(),
    queuedAt: instant("queued_at").notNull(),
    tries: integer("tries").notNull().default(0),
    /** When it is to be tried next; null where it is not. While one is being sent, when it counts as lost. */
    tryAt: instant("try_at"),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
    sentAt: instant("sent_at"),
    error: text("error"),
  },
  (t) => [
    index("mail_outbox_try_idx").on(t.tryAt).where(sql`${t.tryAt} is not null`),
    index("mail_outbox_kind_idx").on(t.kind, t.id),
  ],
);

/** Who gets the statement of each month that is closed. A removed one keeps its row, for its history. */
export const statementRecipient = pgTable(
  "statement_recipient",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    address: text("address").notNull(),
    addedAt: instant("added_at").notNull(),
    addedBy: text("added_by").notNull(),
    removedAt: instant("removed_at"),
    removedBy: text("removed_by"),
  },
  (t) => [uniqueIndex("statement_recipient_address_key").on(t.address).where(sql`${t.removedAt} is null`)],
);
