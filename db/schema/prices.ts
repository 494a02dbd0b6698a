import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  numeric,
  pgTable,
  smallint,
  text,
  timestamp,
  unique,
} from "drizzle-orm/pg-core";

const usdPerMillion = (name: string) => numeric(name, { precision: 24, scale: 12 });

/**
 * What a provider charges for a model from one instant to another, perhaps under conditions.
 *
 * Seeded from the catalogue, added from public lists. A row is never rewritten: a new price closes the open row by
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
    inputUsdPerMillion: usdPerMillion("input_usd_per_million").notNull(),
    cachedInputUsdPerMillion: usdPerMillion("cached_input_usd_per_million"),
    cacheWriteUsdPerMillion: usdPerMillion("cache_write_usd_per_million"),
    /** 0 where input alone is sold, so that versions of this product that know no `input_only` still read the row. */
    outputUsdPerMillion: usdPerMillion("output_usd_per_million").notNull(),
    inputOnly: boolean("input_only").notNull().default(false),
    reasoningUsdPerMillion: usdPerMillion("reasoning_usd_per_million"),
    /** Whether the provider charges a fee for each call too, which is in none of these numbers. */
    leavesOutFees: boolean("leaves_out_fees").notNull().default(false),
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
      )
      .nullsNotDistinct(),
    index("price_model_idx").on(t.model),
    check("price_validity_check", sql`valid_to is null or valid_to > valid_from`),
    check("price_hours_check", sql`(utc_minute_from is null) = (utc_minute_to is null)`),
    check(
      "price_amounts_check",
      sql`least(input_usd_per_million, cached_input_usd_per_million, cache_write_usd_per_million, output_usd_per_million, reasoning_usd_per_million) >= 0`,
    ),
  ],
);
