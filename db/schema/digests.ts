import { sql } from "drizzle-orm";
import { check, integer, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { DIGEST_CADENCES } from "@/lib/domain/digests/digest-period";
import { user } from "./users";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/**
 * Who gets digests: an address that an admin chose, or a user who subscribed. A removed one keeps its row, for its history;
 * that of a user goes with them.
 */
export const digestSubscription = pgTable(
  "digest_subscription",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    cadence: text("cadence", { enum: DIGEST_CADENCES }).notNull(),
    zone: text("zone").notNull(),
    address: text("address"),
    userId: uuid("person_id").references(() => user.id, { onDelete: "cascade" }),
    addedAt: instant("added_at").notNull(),
    addedBy: text("added_by").notNull(),
    removedAt: instant("removed_at"),
    removedBy: text("removed_by"),
  },
  (t) => [
    check("digest_subscription_recipient", sql`(${t.address} is null) <> (${t.userId} is null)`),
    uniqueIndex("digest_subscription_address_key")
      .on(t.cadence, t.address)
      .where(sql`${t.removedAt} is null and ${t.address} is not null`),
    uniqueIndex("digest_subscription_person_key")
      .on(t.cadence, t.userId)
      .where(sql`${t.removedAt} is null and ${t.userId} is not null`),
  ],
);

/** A digest as it was made, once for all who get it. `key` is of the period that it is of, so that two leaders make one. */
export const digest = pgTable("digest", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  key: text("key").notNull().unique(),
  cadence: text("cadence", { enum: DIGEST_CADENCES }).notNull(),
  zone: text("zone").notNull(),
  from: instant("from_at").notNull(),
  to: instant("to_at").notNull(),
  content: jsonb("content").notNull(),
  madeAt: instant("made_at").notNull(),
  /** Null of one that was due. */
  askedBy: text("asked_by"),
});
