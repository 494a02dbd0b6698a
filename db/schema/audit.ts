import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { ACCESS_EVENTS } from "@/lib/contract/audit";

/**
 * Who changed what, written in the transaction of the change and never altered. Secrets are in neither `before` nor `after`.
 *
 * `actor` and `subject` are readable names, so that an entry outlives what it names.
 */
export const auditEntry = pgTable(
  "audit_entry",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: timestamp("at", { withTimezone: true, mode: "date" }).notNull(),
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    subject: text("subject").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
  },
  (t) => [index("audit_entry_subject_idx").on(t.subject, t.id)],
);

/**
 * Who signed in or out, and who was refused, from where. What repeats within a minute is one row that counts.
 *
 * Apart from `audit_entry`, because anybody can cause these: they are counted and trimmed, which changes on record never are.
 */
export const accessEvent = pgTable(
  "access_event",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    minute: timestamp("minute", { withTimezone: true, mode: "date" }).notNull(),
    event: text("event", { enum: ACCESS_EVENTS }).notNull(),
    /** The e-mail tried or signed in, or the key's name; empty where nobody knows. */
    who: text("who").notNull(),
    network: text("network").notNull(),
    /** The first of them; the others are the same but for agent and path. */
    address: text("address").notNull(),
    agent: text("agent").notNull(),
    path: text("path").notNull(),
    count: integer("count").notNull().default(1),
    lastAt: timestamp("last_at", { withTimezone: true, mode: "date" }).notNull(),
  },
  (t) => [
    uniqueIndex("access_event_minute_idx").on(t.minute, t.event, t.who, t.network),
    index("access_event_refusals_idx").on(t.id).where(sql`event not in ('sign_in', 'sign_out')`),
  ],
);
