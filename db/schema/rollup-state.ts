import { bigint, date, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/**
 * The one row (id 1) that says from when on what is complete; before a mark rows are being dropped.
 *
 * `minutes_from` is of `rollup_minute`, `quarters_from` of quarters and hours of every kind, `raw_from` of attempts. All
 * are starts of days, and never move back. The first two move a day before anything is deleted, so that a reader who
 * asked just before still finds the rows.
 *
 * The last three are what retention last went by: the database's day, and for how many days attempts and minutes were
 * kept. Null where it never ran.
 */
export const rollupState = pgTable("rollup_state", {
  id: integer("id").primaryKey(),
  minutesFrom: timestamp("minutes_from", { withTimezone: true, mode: "string" }).notNull(),
  quartersFrom: timestamp("quarters_from", { withTimezone: true, mode: "string" }).notNull().default("-infinity"),
  rawFrom: timestamp("raw_from", { withTimezone: true, mode: "string" }).notNull().default("-infinity"),
  retentionDay: date("retention_day", { mode: "string" }),
  rawDays: integer("raw_days"),
  minuteDays: integer("minute_days"),
});

/**
 * Which hours of the sealed levels changed, a row each time, in the transaction that changed them, under the rollup lock: in the
 * order of their commits. Only the newest few thousand are retained.
 *
 * A crash may take the newest back and give their numbers out again; the token tells those apart.
 */
export const sealedChange = pgTable("sealed_change", {
  version: bigint("version", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  token: uuid("token").notNull().defaultRandom(),
  startsAt: timestamp("starts_at", { withTimezone: true, mode: "string" }).notNull(),
  endsAt: timestamp("ends_at", { withTimezone: true, mode: "string" }).notNull(),
});

/** Days whose stored attempts were changed and that are to be counted anew, when nobody has asked for a while. */
export const rollupRecount = pgTable("rollup_recount", {
  day: date("day", { mode: "string" }).primaryKey(),
  askedAt: timestamp("asked_at", { withTimezone: true, mode: "string" }).notNull().defaultNow(),
});

/**
 * Days whose sums were counted before there were those that came last, which say 0 of them: what is certain, matched, wasted and
 * unpriced. Those whose attempts are retained are counted anew and taken off; the others stay.
 */
export const rollupFill = pgTable("rollup_fill", { day: date("day", { mode: "string" }).primaryKey() });

/** When each background job last did its round, so that any process can see that one does it. */
export const workerHeartbeat = pgTable("worker_heartbeat", {
  name: text("name").primaryKey(),
  holder: text("holder").notNull(),
  beatAt: timestamp("beat_at", { withTimezone: true, mode: "string" }).notNull(),
});
