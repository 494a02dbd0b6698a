import { sql } from "drizzle-orm";
import { bigint, check, integer, jsonb, numeric, pgTable, text, timestamp } from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });

/**
 * What is paid for capacity reserved at a provider, used or not, by the hour or by the month.
 *
 * A row is never rewritten, as it explains costs already reported: it can be ended once, by its `valid_to`, and what follows
 * is a row of its own.
 */
export const capacityPrice = pgTable(
  "capacity_price",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    name: text("name").notNull(),
    provider: text("provider").notNull(),
    /** Names, or beginnings before a `*`; empty is every model. */
    models: jsonb("models").notNull(),
    /** The region that serves, or its beginning before a `*`; null is any. */
    region: text("region"),
    kind: text("kind").notNull(),
    units: integer("units").notNull(),
    /** Of one unit for an hour or month, in `currency`. */
    amount: numeric("amount", { precision: 24, scale: 12 }).notNull(),
    currency: text("currency").notNull(),
    /** Of the calendar months of a plan. */
    zone: text("zone").notNull(),
    /** What one unit takes in an hour, or in a month of a plan; null is not known. */
    tokensPerUnit: bigint("tokens_per_unit", { mode: "number" }),
    standing: text("standing").notNull(),
    validFrom: instant("valid_from").notNull(),
    validTo: instant("valid_to"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    reason: text("reason").notNull(),
  },
  () => [
    check("capacity_price_kind_check", sql`kind in ('ptu_hour', 'gpu_hour', 'plan_month')`),
    check("capacity_price_amounts_check", sql`units > 0 and amount >= 0 and (tokens_per_unit > 0) is not false`),
    check("capacity_price_validity_check", sql`valid_to is null or valid_to > valid_from`),
    check("capacity_price_currency_check", sql`currency ~ '^[A-Z]{3}$'`),
    check("capacity_price_standing_check", sql`standing in ('list', 'contract')`),
  ],
);
