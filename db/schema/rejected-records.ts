import { bigint, index, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** A record as far as its fields are known to us, by which it can be sent again. */
export type StorableFields = Record<string, string | number | boolean | null | string[]>;

/**
 * One row per log record that was refused: why, and what of it was recognised, so that it can be replayed after a fix.
 *
 * Written by ingest, trimmed to the newest by the worker, deleted when a replay stores it. `record` holds known fields and
 * `unknown_fields` the mere names of others: a prompt sent by mistake is never kept.
 */
export const rejectedRecord = pgTable(
  "rejected_record",
  {
    seq: bigint("seq", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    receivedAt: timestamp("received_at", { withTimezone: true, mode: "string" }).notNull(),
    keyId: text("key_id"),
    source: text("source").notNull().default("switchyard"),
    recordId: text("record_id"),
    errors: jsonb("errors").$type<{ path: string; message: string }[]>().notNull(),
    /** Null where what was sent is no record at all. */
    record: jsonb("record").$type<StorableFields>(),
    unknownFields: text("unknown_fields").array().notNull().default([]),
  },
  (t) => [index("rejected_record_sender_idx").on(t.keyId, t.source)],
);
