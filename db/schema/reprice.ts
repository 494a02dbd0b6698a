import { sql } from "drizzle-orm";
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { RepriceDifference, RepriceRequest } from "@/lib/contract/reprice";
import { bytea } from "./bytea";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });
const count = (name: string) => bigint(name, { mode: "number" }).notNull();
const pico = (name: string) => numeric(name, { precision: 40, scale: 0 }).notNull();

/**
 * What a re-price would change, as it was shown, so that just that is applied. Trimmed by age.
 *
 * Its key is a hash over range, filters, the prices, the re-prices before it and the result: whoever has it has seen these.
 */
export const repricePreview = pgTable("reprice_preview", {
  token: text("token").primaryKey(),
  createdAt: instant("created_at").notNull(),
  request: jsonb("request").$type<RepriceRequest>().notNull(),
  difference: jsonb("difference").$type<RepriceDifference>().notNull(),
  /** Digest of all prices and rates, and what of them it goes by; the newest re-price at the time, after which the token is stale. */
  bookDigest: text("book_digest").notNull(),
  /** Null of what a version before it stored, which goes by the digest alone. */
  terms: jsonb("terms"),
  lastRun: integer("last_run").notNull(),
});

/**
 * One row per re-price that was applied, or undone. Its costs are changed day by day, a day in one transaction, by whoever
 * leads; a process that ends amid it is followed by another that goes on with the next day.
 */
export const repriceRun = pgTable(
  "reprice_run",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    /** The run whose former values this one puts back; null of a re-price. */
    undoes: integer("undoes"),
    state: text("state", { enum: ["running", "done", "cancelled", "failed"] }).notNull(),
    request: jsonb("request").$type<RepriceRequest>().notNull(),
    /** What was shown before it; null of an undo. */
    difference: jsonb("difference").$type<RepriceDifference>(),
    bookDigest: text("book_digest").notNull(),
    /** What of the prices it goes by; null of an undo, and of what a version before it began. */
    terms: jsonb("terms"),
    reason: text("reason").notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    /** UTC days it has to do, in order. */
    days: text("days").array().notNull(),
    cancelledBy: text("cancelled_by"),
    endedAt: instant("ended_at"),
    /** Why it failed. */
    error: text("error"),
  },
  (t) => [
    // Two at once would each count from what the other is changing.
    uniqueIndex("reprice_run_one_running_idx").on(t.state).where(sql`state = 'running'`),
    index("reprice_run_undoes_idx").on(t.undoes).where(sql`undoes is not null`),
  ],
);

/** A day that a run has done, written in the transaction that changed its attempts and sums. Never changed. */
export const repriceDay = pgTable(
  "reprice_day",
  {
    runId: integer("run_id").notNull(),
    day: date("day").notNull(),
    attempts: count("attempts"),
    changed: count("changed"),
    newlyPriced: count("newly_priced"),
    becameUnpriced: count("became_unpriced"),
    /** Of an undo: attempts that something else has changed since, which stay as they are. */
    skipped: count("skipped"),
    formerPico: pico("former_pico"),
    newPico: pico("new_pico"),
    doneAt: instant("done_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.day] })],
);

/**
 * What attempts cost before a run and after it, packed some ten thousand to a row (packFormer): attempt_correction would
 * take ten times the room for the millions that a price changes. Kept for as long as the attempts themselves are.
 */
export const repriceFormer = pgTable(
  "reprice_former",
  {
    runId: integer("run_id").notNull(),
    day: date("day").notNull(),
    part: integer("part").notNull(),
    /** The instants of the first and the last of them. */
    startsFrom: timestamp("starts_from", { withTimezone: true, mode: "string" }).notNull(),
    startsTo: timestamp("starts_to", { withTimezone: true, mode: "string" }).notNull(),
    attempts: integer("attempts").notNull(),
    packed: bytea("packed").notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.day, t.part] })],
);
