import { integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * The one row (id 1) that says from when on `rollup_minute` is complete; before it minute rows are being dropped.
 *
 * Moved forward by the leader a day before it deletes, so that a reader who asked just before still finds them.
 */
export const rollupState = pgTable("rollup_state", {
  id: integer("id").primaryKey(),
  minutesFrom: timestamp("minutes_from", { withTimezone: true, mode: "string" }).notNull(),
});

/** When each background job last did its round, so that any process can tell that somebody does it. */
export const workerHeartbeat = pgTable("worker_heartbeat", {
  name: text("name").primaryKey(),
  holder: text("holder").notNull(),
  beatAt: timestamp("beat_at", { withTimezone: true, mode: "string" }).notNull(),
});
