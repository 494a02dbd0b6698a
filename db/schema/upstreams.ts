import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, pgTable, text, timestamp, unique } from "drizzle-orm/pg-core";
import { TEST_RESULTS } from "@/lib/domain/upstreams/test-result";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/**
 * Where the router calls models. Its key is in a variable of the server's environment, or here, encrypted under the server's secret for
 * the host of its base URL; `key_hint` is what may be read of it.
 */
export const upstream = pgTable(
  "upstream",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    name: text("name").notNull(),
    shape: text("shape", { enum: ["openai", "anthropic"] }).notNull(),
    baseUrl: text("base_url").notNull(),
    provider: text("provider").notNull(),
    region: text("region").notNull(),
    models: jsonb("models").notNull(),
    maxConcurrency: integer("max_concurrency"),
    requestsPerMinute: integer("requests_per_minute"),
    tokensPerMinute: integer("tokens_per_minute"),
    isEnabled: boolean("is_enabled").notNull().default(true),
    keyVariable: text("key_variable"),
    sealedKey: text("sealed_key"),
    keyHint: text("key_hint"),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    updatedAt: instant("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
    /** Of the version that it is; a change forgets what was found before it. */
    testedAt: instant("tested_at"),
    testResult: text("test_result", { enum: TEST_RESULTS }),
    testDetail: text("test_detail"),
  },
  (t) => [
    unique("upstream_name").on(t.name),
    check("upstream_one_key", sql`${t.keyVariable} is null or ${t.sealedKey} is null`),
  ],
);
