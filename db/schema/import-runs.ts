import { bigint, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * One row per file and options ever imported: the moment that counts as "now" for them.
 *
 * A second run of the same import reads it back, so that shifted and clocked times, and with them the keys, come out the same.
 */
export const importRun = pgTable("import_run", {
  /** SHA-256 over the file's bytes and the options that shape its records. */
  key: text("key").primaryKey(),
  fileName: text("file_name").notNull(),
  anchorUs: bigint("anchor_us", { mode: "number" }).notNull(),
  startedAt: timestamp("started_at", { withTimezone: true, mode: "string" }).notNull().defaultNow(),
});
