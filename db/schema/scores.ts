import { sql } from "drizzle-orm";
import { check, doublePrecision, index, integer, pgTable, smallint, text, timestamp, uuid } from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/**
 * One row per score that an evaluation gave an attempt, or the final attempt of a request; never changed by whoever sends it again.
 *
 * What stands from `started_at` on is that of the attempt, and null until one is found: `search_at` says when it is searched for
 * next, and is null once it is found, or given up and soon deleted.
 */
export const score = pgTable(
  "score",
  {
    id: text("id").primaryKey(),
    attemptId: text("attempt_id"),
    requestId: text("request_id"),
    evaluator: text("evaluator").notNull(),
    metric: text("metric").notNull(),
    value: doublePrecision("value").notNull(),
    weight: doublePrecision("weight").notNull(),
    /** About when the attempt began, as far as the sender knows. */
    at: instant("at"),
    receivedAt: instant("received_at").notNull(),
    apiKeyId: uuid("api_key_id"),
    searchAt: instant("search_at"),
    startedAt: instant("started_at"),
    modelId: integer("model_id"),
    providerId: integer("provider_id"),
    regionId: integer("region_id"),
    tierId: integer("tier_id"),
    appId: integer("app_id"),
    labelSetId: integer("label_set_id"),
    sizeClass: smallint("size_class"),
    language: text("language"),
    /** How often its attempt was searched for around it. */
    looks: smallint("looks").notNull().default(0),
  },
  (t) => [
    index("score_started_at_idx").on(t.startedAt).where(sql`${t.startedAt} is not null`),
    index("score_search_at_idx").on(t.searchAt).where(sql`${t.searchAt} is not null`),
    index("score_pending_idx").on(t.receivedAt).where(sql`${t.startedAt} is null`),
    check("score_of_one", sql`(${t.attemptId} is null) <> (${t.requestId} is null)`),
  ],
);
