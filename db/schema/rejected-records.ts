import { bigint, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * One row per log record that was refused, for the ingest-health page: why, and what of it was recognised.
 *
 * Written by ingest, trimmed to the newest by the worker. `sample` holds known fields and the names of others only:
 * a prompt sent by mistake is never kept.
 */
export const rejectedRecord = pgTable("rejected_record", {
  seq: bigint("seq", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  receivedAt: timestamp("received_at", { withTimezone: true, mode: "string" }).notNull(),
  keyId: text("key_id"),
  recordId: text("record_id"),
  errors: jsonb("errors").$type<{ path: string; message: string }[]>().notNull(),
  sample: text("sample"),
});
