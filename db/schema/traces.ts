import { index, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/**
 * What is known of the spans of a trace that lately came: who is whose parent, and which of its calls are stored as what.
 * Never anything of their contents. Written in the transaction that stores the attempts, so that both are there or neither.
 */
export const traceState = pgTable(
  "trace_state",
  {
    traceId: uuid("trace_id").primaryKey(),
    /** Counts the changes: who read an older one has to read again. */
    version: integer("version").notNull(),
    /** How many calls of models it has; of most traces of an app it is none. */
    calls: integer("calls").notNull(),
    state: text("state").notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (t) => [index("trace_state_updated_idx").on(t.updatedAt)],
);
