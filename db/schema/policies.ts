import { bigint, integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import type { AliasTable, TierPolicy } from "@/lib/contract/policy";

const publication = () => ({
  publishedAt: timestamp("published_at", { withTimezone: true, precision: 3, mode: "date" }).notNull(),
  publishedBy: text("published_by").notNull(),
  comment: text("comment"),
});

/** One row per published version of a tier's policy. Evidence: appended by a publish or a rollback, never changed. */
export const policyVersion = pgTable(
  "policy_version",
  {
    tier: text("tier").notNull(),
    version: integer("version").notNull(),
    policy: jsonb("policy").$type<TierPolicy>().notNull(),
    ...publication(),
  },
  (t) => [primaryKey({ columns: [t.tier, t.version] })],
);

/** One row per published version of the whole alias table; before the first, the built-in table is active. */
export const aliasVersion = pgTable("alias_version", {
  version: integer("version").primaryKey(),
  aliases: jsonb("aliases").$type<AliasTable>().notNull(),
  ...publication(),
});

/** One row per publish of either: the bytes routers are served, and their ETag. Appended in the publish's transaction. */
export const policyBundle = pgTable("policy_bundle", {
  version: bigint("version", { mode: "number" }).primaryKey(),
  body: text("body").notNull(),
  etag: text("etag").notNull(),
  publishedAt: timestamp("published_at", { withTimezone: true, precision: 3, mode: "date" }).notNull(),
});
