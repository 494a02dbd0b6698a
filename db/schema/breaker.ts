import {
  bigint,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from "drizzle-orm/pg-core";
import type { StoredFeedGroup } from "@/db/schema/feed-codec";

const breakerKey = () => ({
  tier: text("tier").notNull(),
  region: text("region").notNull(),
  model: text("model").notNull(),
});

/**
 * One row per ingest transaction with judged attempts of a tier: what the breakers have not consumed yet.
 *
 * A queue: ingest appends, whoever needs a decision deletes in the order of `seq`, nobody updates.
 */
export const breakerFeed = pgTable("breaker_feed", {
  seq: bigint("seq", { mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  payload: jsonb("payload").$type<StoredFeedGroup[]>().notNull(),
});

/**
 * The breaker of each (tier, region, model) that was ever fed, as db/breaker/breaker-codec.ts writes it.
 *
 * `decided_us` is the last decision that looked at it, in epoch µs: a decision moves the breaker's clock too.
 */
export const breakerState = pgTable(
  "breaker_state",
  {
    ...breakerKey(),
    state: jsonb("state").notNull(),
    decidedUs: bigint("decided_us", { mode: "number" }).notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tier, t.region, t.model] })],
);

/** One row per transition of a breaker with the window that caused it. Appended with the state it led to, never changed. */
export const failover = pgTable(
  "failover",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: timestamp("at", { withTimezone: true, precision: 6, mode: "string" }).notNull(),
    ...breakerKey(),
    fromState: text("from_state").notNull(),
    toState: text("to_state").notNull(),
    reason: text("reason").notNull(),
    n: integer("n").notNull(),
    failures: integer("failures").notNull(),
    /** Error rate as a fraction, or a latency in ms, as the reason says; so is the threshold. */
    value: doublePrecision("value"),
    threshold: doublePrecision("threshold"),
    policyVersion: integer("policy_version").notNull(),
    source: text("source").notNull(),
    /** The router that reported it; null where the server's own breaker moved. */
    router: text("router"),
    /** The end of the earliest attempt of the window that was judged. */
    windowFrom: timestamp("window_from", { withTimezone: true, precision: 6, mode: "string" }),
  },
  (t) => [
    index("failover_at_idx").on(t.at, t.id),
    // The last transitions of one breaker before an instant.
    index("failover_breaker_idx").on(t.tier, t.region, t.model, t.at, t.id),
  ],
);
