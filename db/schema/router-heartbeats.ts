import { bigint, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { ReportedBreaker } from "@/lib/contract/routers";

/** One row per router that ever reported: what it said last. */
export const routerHeartbeat = pgTable("router_heartbeat", {
  /** The router's own name; a key may serve several. */
  router: text("router").primaryKey(),
  keyId: text("key_id"),
  /** The client it is built with, such as `switchyard-py/1`. */
  client: text("client"),
  bundleVersion: bigint("bundle_version", { mode: "number" }).notNull(),
  /** The digest of that bundle's bytes, where the router says it: after a restore two bundles may have one version. */
  bundleDigest: text("bundle_digest"),
  /** How old that bundle was to the router: seconds since it was last informed that it is active. */
  bundleAgeS: integer("bundle_age_s"),
  breakers: jsonb("breakers").$type<ReportedBreaker[]>().notNull().default([]),
  /** How often it means to report, in seconds. */
  intervalS: integer("interval_s").notNull(),
  firstSeenAt: timestamp("first_seen_at", { withTimezone: true, precision: 3, mode: "date" }).notNull(),
  seenAt: timestamp("seen_at", { withTimezone: true, precision: 3, mode: "date" }).notNull(),
});
