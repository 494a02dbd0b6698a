import { jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import type { AmbiguousUsage, IngestedMinute } from "@/lib/domain/ingest-checks/arrived";
import { bytea } from "./bytea";

/** What is added up of a source, beside the lags. */
export type StoredIngestStats = Pick<IngestedMinute, "posts" | "duplicates" | "rejected" | "late" | "counts"> &
  // Not there in what was stored before they were counted.
  Partial<Pick<IngestedMinute, "ignored">> & {
    ambiguous?: number;
    ambiguousPriced?: number;
    /** What their other readings would cost more, in pico USD: text, since it may exceed a double's whole numbers. */
    ambiguousPico?: string;
  };

/** What of a source's attempts can be read in two ways, as it is stored. */
export function storedAmbiguous(stats: StoredIngestStats): AmbiguousUsage {
  const { ambiguous = 0, ambiguousPriced = 0, ambiguousPico = "0" } = stats;
  return { n: ambiguous, priced: ambiguousPriced, differencePico: BigInt(ambiguousPico) };
}

/**
 * What arrived from each source (key and format) by minute and by hour of arrival, for the ingest page. `key_id` is empty where
 * no key sent it; `lag` is an encoded sketch of µs.
 *
 * Written by ingest every few seconds, so what a killed process had not written yet is missing here, and only here.
 */
export const ingestStats = pgTable(
  "arrival",
  {
    span: text("span", { enum: ["minute", "hour"] }).notNull(),
    startsAt: timestamp("starts_at", { withTimezone: true, mode: "string" }).notNull(),
    keyId: text("key_id").notNull(),
    source: text("source").notNull(),
    stats: jsonb("told").$type<StoredIngestStats>(),
    lag: bytea("lag"),
  },
  (t) => [primaryKey({ columns: [t.span, t.startsAt, t.keyId, t.source] })],
);
