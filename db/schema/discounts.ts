import { sql } from "drizzle-orm";
import { check, integer, jsonb, numeric, pgTable, smallint, text, timestamp, unique } from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });

/**
 * Percent off the list prices of a provider's models, and what was committed to for it.
 *
 * A row is never rewritten, as it explains costs already stored: it can be ended once, by its `valid_to`.
 */
export const priceDiscount = pgTable(
  "price_discount",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    name: text("name").notNull(),
    provider: text("provider").notNull(),
    /** Names, or beginnings before a `*`; empty is every model. */
    models: jsonb("models").notNull(),
    /** The domain's buckets; empty is everything. */
    buckets: jsonb("buckets").notNull(),
    percent: numeric("percent", { precision: 7, scale: 4 }).notNull(),
    position: smallint("position").notNull(),
    /** In dollars a period; null of a rule without a commitment. */
    commitAmount: numeric("commit_amount", { precision: 24, scale: 12 }),
    commitPeriod: text("commit_period"),
    /** `after` begins with what a period's use has beyond the commitment, and is in no price. */
    applies: text("applies").notNull(),
    validFrom: instant("valid_from").notNull(),
    validTo: instant("valid_to"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    reason: text("reason").notNull(),
  },
  () => [
    check("price_discount_percent_check", sql`percent > 0 and percent < 100`),
    check("price_discount_validity_check", sql`valid_to is null or valid_to > valid_from`),
    check(
      "price_discount_commit_check",
      sql`(commit_amount is null) = (commit_period is null) and (commit_amount > 0) is not false`,
    ),
    check("price_discount_applies_check", sql`applies = 'all' or (applies = 'after' and commit_amount is not null)`),
  ],
);

/**
 * The number of a list price under rules in their order. It is one of the numbers of prices, so that an attempt names either.
 *
 * Its amounts follow from the two, of which neither changes; neither does a row.
 */
export const discountedPrice = pgTable(
  "discounted_price",
  {
    id: integer("id").primaryKey().default(sql`nextval(pg_get_serial_sequence('price', 'id'))`),
    priceId: integer("price_id").notNull(),
    discountIds: integer("discount_ids").array().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [unique("discounted_price_key").on(t.priceId, t.discountIds)],
);
