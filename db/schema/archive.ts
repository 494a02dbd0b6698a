import { sql } from "drizzle-orm";
import { bigint, boolean, check, date, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/**
 * A day of attempts that was written to a file, or is to be.
 *
 * `file` is what holds its attempts now, verified; null until there is one. A file is written under a name of its own, noted as
 * `unfinishedFile` before: one that was interrupted there is deleted by the next try.
 */
export const archivedDay = pgTable(
  "archived_day",
  {
    day: date("day", { mode: "string" }).primaryKey(),
    /** Where the file is: in the folder or the S3 store that the environment names. */
    target: text("target").$type<"folder" | "s3">(),
    file: text("file"),
    format: integer("format"),
    rows: bigint("rows", { mode: "number" }),
    bytes: bigint("bytes", { mode: "number" }),
    /** Of the file's bytes, in hexadecimal. */
    sha256: text("sha256"),
    /** Of its rows in their order, in hexadecimal. */
    digest: text("digest"),
    /** Whether it has every attempt that the day's sums count: attempts may have been dropped before they were archived. */
    isWhole: boolean("is_whole"),
    archivedAt: instant("archived_at"),
    /** Whether all that was ever counted of the day was in its partition when it was first tried, so that no file may have less. */
    wasRetained: boolean("was_retained").notNull().default(false),
    /** Of the partition's rows as they are in the file; null where it has others, or none. */
    fingerprint: text("fingerprint"),
    /** When the partition was dropped; from then on the file alone has these attempts, whatever comes late. */
    droppedAt: instant("dropped_at"),
    /** Until when a partition that was read back from the file stays. */
    restoredUntil: instant("restored_until"),
    unfinishedTarget: text("unfinished_target").$type<"folder" | "s3">(),
    unfinishedFile: text("unfinished_file"),
    triedAt: instant("tried_at"),
    /** Why the last try failed; null where it did not. */
    error: text("error"),
  },
  (t) => [
    check(
      "archived_day_file_check",
      sql`num_nulls(${t.target}, ${t.file}, ${t.format}, ${t.rows}, ${t.bytes}, ${t.sha256}, ${t.digest}, ${t.isWhole}, ${t.archivedAt}) in (0, 9)`,
    ),
  ],
);
