import { bigint, index, json, pgTable, smallint, text, timestamp } from "drizzle-orm/pg-core";

/** What a stored attempt said before it was corrected: columns of `attempt_row` as they were. */
export type FormerValues = Readonly<Record<string, string | number | boolean | null | Record<string, number>>>;

/**
 * One row per correction of a stored attempt: a higher revision of its usage and cost, a following attempt of its request
 * that came in a later post, or spans that change it or take it back. The sums were corrected in the same transaction.
 * Never changed.
 */
export const attemptCorrection = pgTable(
  "attempt_correction",
  {
    seq: bigint("seq", { mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    correctedAt: timestamp("corrected_at", { withTimezone: true }).notNull().defaultNow(),
    startedAt: timestamp("started_at", { withTimezone: true }).notNull(),
    attemptId: text("attempt_id").notNull(),
    /** Of the values that were replaced. */
    revision: smallint("revision").notNull(),
    former: json("former").$type<FormerValues>().notNull(),
  },
  (t) => [index("attempt_correction_attempt_idx").on(t.startedAt, t.attemptId)],
);
