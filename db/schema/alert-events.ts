import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/**
 * The outbox of alerts: what happened that somebody wants to know, written once by whoever leads, and when a channel took it.
 *
 * `key` says what happened, so that a leader that was killed, or a second one, writes nothing twice.
 */
export const alertEvent = pgTable(
  "alert_event",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    key: text("key").notNull().unique(),
    /** What kind of event, such as `budget.threshold`; `details` has a form of its own for each. */
    kind: text("kind").notNull(),
    /** A readable name of what it is about, so that an event outlives it. */
    subject: text("subject").notNull(),
    budgetId: integer("budget_id"),
    at: instant("at").notNull(),
    details: jsonb("details").notNull(),
    deliveredAt: instant("delivered_at"),
  },
  (t) => [
    index("alert_event_budget_idx").on(t.budgetId, t.id),
    index("alert_event_open_idx").on(t.id).where(sql`${t.deliveredAt} is null`),
  ],
);
