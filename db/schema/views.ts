import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { user } from "./users";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/**
 * A screen's address under a name: its owner's, or everybody's. A deleted one stays for a day, so that it can be brought back.
 *
 * A shared one outlives its owner; the private ones go with them.
 */
export const savedView = pgTable(
  "saved_view",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    ownerId: uuid("owner_id").references(() => user.id, { onDelete: "set null" }),
    name: text("name").notNull(),
    address: text("address").notNull(),
    isShared: boolean("is_shared").notNull(),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    updatedAt: instant("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
    deletedAt: instant("deleted_at"),
  },
  (t) => [
    index("saved_view_owner_idx").on(t.ownerId),
    uniqueIndex("saved_view_shared_name_idx")
      .on(sql`lower(${t.name})`)
      .where(sql`${t.isShared} and ${t.deletedAt} is null`),
    uniqueIndex("saved_view_private_name_idx")
      .on(t.ownerId, sql`lower(${t.name})`)
      .where(sql`not ${t.isShared} and ${t.deletedAt} is null`),
  ],
);

/** Which view somebody starts with, instead of the overview. */
export const startView = pgTable("start_view", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => user.id, { onDelete: "cascade" }),
  viewId: integer("view_id")
    .notNull()
    .references(() => savedView.id, { onDelete: "cascade" }),
});
