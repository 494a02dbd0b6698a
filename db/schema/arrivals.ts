import { jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import type { Arrived } from "@/lib/domain/ingest-checks/arrived";
import { bytea } from "./bytea";

/** What is added up of a sender, beside the lags. */
export type ToldArrivals = Pick<Arrived, "posts" | "duplicates" | "rejected" | "late" | "counts">;

/**
 * What came of each sender (key and format) by minute and by hour of arrival, for the ingest page. `key_id` is empty where
 * no key sent it; `lag` is an encoded sketch of µs.
 *
 * Written by ingest every few seconds, so what a killed process had not written yet is missing here, and only here.
 */
export const arrival = pgTable(
  "arrival",
  {
    span: text("span", { enum: ["minute", "hour"] }).notNull(),
    startsAt: timestamp("starts_at", { withTimezone: true, mode: "string" }).notNull(),
    keyId: text("key_id").notNull(),
    source: text("source").notNull(),
    told: jsonb("told").$type<ToldArrivals>(),
    lag: bytea("lag"),
  },
  (t) => [primaryKey({ columns: [t.span, t.startsAt, t.keyId, t.source] })],
);
