import { integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

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
  /** The key's 32 bytes in base64, so that a statement can be checked after the key is gone. */
  publicKey: text("public_key").notNull(),
});

/** What a closed month's statement adds up: the file of its rows, in pieces. Written with it, never changed. */
export const monthCloseRows = pgTable(
  "month_close_rows",
  {
    month: text("month").notNull(),
    piece: integer("piece").notNull(),
    /** Whole lines, each with its end. */
    lines: text("lines").notNull(),
  },
  (t) => [primaryKey({ columns: [t.month, t.piece] })],
);

/**
 * What a closed month's FOCUS file charges beside its rows: reserved capacity, and corrections of months closed before it. Written
 * with it, never changed. Months that earlier versions closed have none.
 */
export const monthCloseCharges = pgTable(
  "month_close_charges",
  {
    month: text("month").notNull(),
    place: integer("place").notNull(),
    /** The month whose cost it is: the same, or one that it corrects. */
    ofMonth: text("of_month").notNull(),
    /** JSON, amounts as text. */
    charge: text("charge").notNull(),
  },
  (t) => [primaryKey({ columns: [t.month, t.place] })],
);
