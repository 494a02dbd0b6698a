import { bigint, boolean, index, integer, pgTable, text, timestamp, unique } from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** A copy of an export that is made again and again. A deleted one keeps its row, for its history. */
export const exportSchedule = pgTable("export_schedule", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  name: text("name").notNull(),
  every: text("every").notNull(),
  dataset: text("dataset").notNull(),
  version: text("version").notNull(),
  format: text("format").notNull(),
  target: text("target").notNull(),
  /** Beneath the folder or in the bucket that the environment names. */
  path: text("path").notNull(),
  createdAt: instant("created_at").notNull(),
  createdBy: text("created_by").notNull(),
  deletedAt: instant("deleted_at"),
});

/**
 * A copy of one period. There is one row of a schedule and period, however often it is tried or asked for, so that no two
 * leaders make two of it.
 */
export const exportRun = pgTable(
  "export_run",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    scheduleId: integer("schedule_id").notNull(),
    periodFrom: instant("period_from").notNull(),
    periodTo: instant("period_to").notNull(),
    /** Null where the schedule asked. */
    requestedBy: text("requested_by"),
    tries: integer("tries").notNull().default(0),
    /** When it is to be tried next; null where it is not. While one is made, when it counts as lost. */
    tryAt: instant("try_at"),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
    isDone: boolean("is_done").notNull().default(false),
    bytes: bigint("bytes", { mode: "number" }),
    location: text("location"),
    error: text("error"),
  },
  (t) => [unique("export_run_period_key").on(t.scheduleId, t.periodFrom), index("export_run_try_idx").on(t.tryAt)],
);
