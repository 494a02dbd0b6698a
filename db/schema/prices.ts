import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
} from "drizzle-orm/pg-core";

const perMillion = (name: string) => numeric(name, { precision: 24, scale: 12 });

/**
 * What a provider charges for a model from one instant to another, perhaps under conditions.
 *
 * Seeded from the catalogue, added from public lists, imported or set by a user. A row is never rewritten: a new price closes the open row by
 * its `valid_to` and starts a row of its own, so that yesterday's cost can be explained tomorrow.
 */
export const price = pgTable(
  "price",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    serviceTier: text("service_tier"),
    contextAboveTokens: integer("context_above_tokens").notNull().default(0),
    utcMinuteFrom: smallint("utc_minute_from"),
    utcMinuteTo: smallint("utc_minute_to"),
    validFrom: timestamp("valid_from", { withTimezone: true, mode: "string" }).notNull(),
    validTo: timestamp("valid_to", { withTimezone: true, mode: "string" }),
    inputUsdPerMillion: perMillion("input_usd_per_million").notNull(),
    cachedInputUsdPerMillion: perMillion("cached_input_usd_per_million"),
    cacheWriteUsdPerMillion: perMillion("cache_write_usd_per_million"),
    /** 0 where input alone is sold, so that versions of this product that know no `input_only` still read the row. */
    outputUsdPerMillion: perMillion("output_usd_per_million").notNull(),
    inputOnly: boolean("input_only").notNull().default(false),
    reasoningUsdPerMillion: perMillion("reasoning_usd_per_million"),
    /** Whether the provider charges a fee for each call too, which is in none of these numbers. */
    leavesOutFees: boolean("leaves_out_fees").notNull().default(false),
    /** Of every amount, those named for dollars too: most are in dollars. */
    currency: text("currency").notNull().default("USD"),
    standing: text("standing").notNull().default("list"),
    region: text("region"),
    outputAboveTokens: integer("output_above_tokens").notNull().default(0),
    /** What the two minutes cannot express; the domain's Calendar. */
    calendar: jsonb("calendar"),
    cacheWrite1hPerMillion: perMillion("cache_write_1h_per_million"),
    audioInputPerMillion: perMillion("audio_input_per_million"),
    cachedAudioInputPerMillion: perMillion("cached_audio_input_per_million"),
    audioOutputPerMillion: perMillion("audio_output_per_million"),
    imageInputPerMillion: perMillion("image_input_per_million"),
    imageOutputPerMillion: perMillion("image_output_per_million"),
    /** Graduated prices of the input, and fees by unit, amounts as decimal texts. */
    steps: jsonb("steps").notNull().default([]),
    fees: jsonb("fees").notNull().default({}),
    /** Null of what no user stored. */
    createdBy: text("created_by"),
    reason: text("reason"),
    source: text("source").notNull(),
    sourceNote: text("source_note"),
    importedAt: timestamp("imported_at", { withTimezone: true, mode: "string" }).notNull().defaultNow(),
  },
  (t) => [
    unique("price_terms_key")
      .on(
        t.provider,
        t.model,
        t.serviceTier,
        t.contextAboveTokens,
        t.utcMinuteFrom,
        t.utcMinuteTo,
        t.validFrom,
        t.source,
        t.standing,
        t.region,
        t.outputAboveTokens,
        t.calendar,
      )
      .nullsNotDistinct(),
    index("price_model_idx").on(t.model),
    check("price_validity_check", sql`valid_to is null or valid_to > valid_from`),
    check("price_hours_check", sql`(utc_minute_from is null) = (utc_minute_to is null)`),
    check(
      "price_amounts_check",
      sql`least(input_usd_per_million, cached_input_usd_per_million, cache_write_usd_per_million, output_usd_per_million, reasoning_usd_per_million) >= 0`,
    ),
    check(
      "price_other_amounts_check",
      sql`least(cache_write_1h_per_million, audio_input_per_million, cached_audio_input_per_million, audio_output_per_million, image_input_per_million, image_output_per_million) >= 0`,
    ),
    check("price_currency_check", sql`currency ~ '^[A-Z]{3}$'`),
    check("price_standing_check", sql`standing in ('list', 'contract')`),
    check("price_calendar_check", sql`calendar is null or utc_minute_from is null`),
  ],
);

/**
 * How much of a currency one dollar bought on a UTC day.
 *
 * Never rewritten, as it explains costs already stored. A day that is not here has no rate.
 */
export const exchangeRate = pgTable(
  "exchange_rate",
  {
    currency: text("currency").notNull(),
    day: date("day").notNull(),
    perUsd: numeric("per_usd", { precision: 24, scale: 12 }).notNull(),
    source: text("source").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true, mode: "string" }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.currency, t.day] }),
    check("exchange_rate_currency_check", sql`currency ~ '^[A-Z]{3}$' and currency <> 'USD'`),
    check("exchange_rate_positive_check", sql`per_usd > 0`),
  ],
);
