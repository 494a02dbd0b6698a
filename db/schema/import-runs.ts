import { bigint, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { ImportOptions } from "@/lib/contract/imports";

/**
 * One row per file and options ever imported: how far it got, and the moment that counts as "now" for it.
 *
 * `rows_done` is moved in the transaction that stores those rows, so that a run that is resumed stores none twice, raw
 * attempts there or not. A second run of the same import reads the moment back: shifted and clocked times come out the same.
 */
export const importRun = pgTable("import_run", {
  /** SHA-256 over the file's digest and the options that shape its records. */
  key: text("key").primaryKey(),
  fileName: text("file_name").notNull(),
  anchorUs: bigint("anchor_us", { mode: "number" }).notNull(),
  startedAt: timestamp("started_at", { withTimezone: true, mode: "string" }).notNull().defaultNow(),
  /** Null of runs from the command line. */
  options: jsonb("options").$type<ImportOptions>(),
  actor: text("actor").notNull().default("command line"),
  rowsDone: bigint("rows_done", { mode: "number" }).notNull().default(0),
  /** Where in the file the next row begins, in bytes and lines; only runs of the page know. */
  offsetDone: bigint("offset_done", { mode: "number" }).notNull().default(0),
  nextLine: bigint("next_line", { mode: "number" }).notNull().default(1),
  accepted: bigint("accepted", { mode: "number" }).notNull().default(0),
  duplicates: bigint("duplicates", { mode: "number" }).notNull().default(0),
  rejected: bigint("rejected", { mode: "number" }).notNull().default(0),
  ignored: bigint("ignored", { mode: "number" }).notNull().default(0),
  movedAt: timestamp("moved_at", { withTimezone: true, mode: "string" }).notNull().defaultNow(),
  finishedAt: timestamp("finished_at", { withTimezone: true, mode: "string" }),
});
