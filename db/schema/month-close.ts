import { pgTable, text, timestamp } from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** A calendar month whose figures are signed off: what it cost no longer changes. A month is closed at most once. */
export const monthClose = pgTable("month_close", {
  /** As YYYY-MM, of the calendar in `zone`. */
  month: text("month").primaryKey(),
  zone: text("zone").notNull(),
  /** Its first instant, and the one after its last. */
  startsAt: instant("starts_at").notNull(),
  endsAt: instant("ends_at").notNull(),
  closedAt: instant("closed_at").notNull(),
  closedBy: text("closed_by").notNull(),
  /** What was signed, as its exact text. */
  statement: text("statement").notNull(),
  signature: text("signature").notNull(),
  keyId: text("key_id").notNull(),
});
