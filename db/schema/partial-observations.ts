import { index, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/**
 * What events have reported so far of things that are reported bit by bit, in any order and over several posts: a generation's
 * start and end, a trace's name. Kept a day, since nothing says that no more will come.
 */
export const partialObservation = pgTable(
  "told_event",
  {
    /** Who reported it, and of which kind of thing. */
    source: text("source").notNull(),
    id: text("id").notNull(),
    observed: jsonb("told").$type<Record<string, unknown>>().notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true, mode: "string" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.source, t.id] }), index("told_event_updated_idx").on(t.updatedAt)],
);
