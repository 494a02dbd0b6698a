import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  char,
  check,
  date,
  index,
  integer,
  json,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
} from "drizzle-orm/pg-core";

/** Columns that hold the code of a name of a usage record; 0 stands for "all", and for no issuer of its own. */
const code = (name: string) => integer(name).notNull();
const tokens = (name: string) => bigint(name, { mode: "bigint" });
const pico = (name: string) => numeric(name, { precision: 38, scale: 0 });

/**
 * One row per usage record: what a bill or a console says was used and charged in some hours, mostly a UTC day.
 *
 * Written by ingest, one transaction at a time, so that no two are about the same usage. Replaced by a higher revision, and
 * deleted by an admin alone. It counts in spend alone, and there only where `attempt_day` has no attempt of the same.
 */
export const usageRecord = pgTable(
  "usage_record",
  {
    id: text("id").primaryKey(),
    startsAt: timestamp("starts_at", { withTimezone: true, mode: "string" }).notNull(),
    endsAt: timestamp("ends_at", { withTimezone: true, mode: "string" }).notNull(),
    providerId: code("provider_id"),
    issuerId: code("issuer_id"),
    modelId: code("model_id"),
    teamId: code("team_id"),
    appId: code("app_id"),
    keyId: code("key_id"),
    operationId: code("operation_id"),
    inputTokens: tokens("input_tokens"),
    cachedInputTokens: tokens("cached_input_tokens"),
    cacheWriteTokens: tokens("cache_write_tokens"),
    cacheWrite1hTokens: tokens("cache_write_1h_tokens"),
    outputTokens: tokens("output_tokens"),
    reasoningTokens: tokens("reasoning_tokens"),
    audioInputTokens: tokens("audio_input_tokens"),
    audioOutputTokens: tokens("audio_output_tokens"),
    imageInputTokens: tokens("image_input_tokens"),
    units: json("units").$type<Record<string, number>>(),
    /** What the source charges, in 10⁻¹² of its currency. */
    amountPico: pico("amount_pico"),
    currency: char("currency", { length: 3 }),
    /** In 10⁻¹² USD; null where it is not known. */
    costPico: pico("cost_pico"),
    costEstimated: boolean("cost_estimated").notNull(),
    priceId: integer("price_id"),
    source: text("source").notNull(),
    revision: smallint("revision").notNull(),
    /** The machine key that sent it; null for a file. */
    apiKeyId: text("api_key_id"),
    receivedAt: timestamp("received_at", { withTimezone: true, mode: "string" }).notNull(),
  },
  (t) => [
    index("usage_record_span_idx").on(t.startsAt, t.endsAt),
    check("usage_record_span_check", sql`ends_at > starts_at and ends_at <= starts_at + interval '25 hours'`),
    check("usage_record_amount_check", sql`(amount_pico is null) = (currency is null)`),
  ],
);

/** One row per usage record that was replaced or deleted: what it said before. Never changed. */
export const usageCorrection = pgTable(
  "usage_correction",
  {
    seq: bigint("seq", { mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    correctedAt: timestamp("corrected_at", { withTimezone: true, mode: "string" }).notNull().defaultNow(),
    recordId: text("record_id").notNull(),
    /** Of the values before. */
    revision: smallint("revision").notNull(),
    former: json("former").$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index("usage_correction_record_idx").on(t.recordId)],
);

/**
 * Which attempts there were on a UTC day: one row per (provider, model, key) of theirs. `key_id` 0 is without a key, and of
 * days from before this table whatever key.
 *
 * Written with the attempts, in their transaction, kept for ever: it decides which usage records attempts cover.
 */
export const attemptDay = pgTable(
  "attempt_day",
  {
    day: date("day", { mode: "string" }).notNull(),
    providerId: code("provider_id"),
    modelId: code("model_id"),
    keyId: code("key_id"),
  },
  (t) => [primaryKey({ columns: [t.day, t.providerId, t.modelId, t.keyId] })],
);
