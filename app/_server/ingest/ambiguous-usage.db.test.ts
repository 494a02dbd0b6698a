import { expect, test } from "vitest";
import { getIngestHealth } from "@/db/ingest-stats/get-ingest-health";
import { testDatabase } from "@/db/testing";
import { createIngest } from "./create-ingest";
import { createIntegrationIngest } from "./integration-ingest";

const database = testDatabase();

const attributes = (values: Record<string, string | number>) =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "string" ? { stringValue: value } : { intValue: value },
  }));

test("the ingest page says of each source what the readings that were not taken would cost more, each call once", async () => {
  const { db, sql } = database;
  const ingest = await createIngest({ db, sql, rawRetentionDays: 45 });
  const { store } = createIntegrationIngest(ingest, database);
  const startNs = BigInt(Date.now() - 60_000) * 1_000_000n;
  const span = (id: number, model: string, cached: number) => ({
    ...{ traceId: "c".repeat(32), spanId: id.toString(16).padStart(16, "0"), name: "chat" },
    ...{ startTimeUnixNano: String(startNs), endTimeUnixNano: String(startNs + 1_000_000_000n) },
    attributes: attributes({
      ...{ "gen_ai.operation.name": "chat", "gen_ai.system": "anthropic", "gen_ai.request.model": model },
      ...{ "gen_ai.usage.input_tokens": 1_200, "gen_ai.usage.output_tokens": 10 },
      "gen_ai.usage.cache_read.input_tokens": cached,
    }),
  });
  const spans = [
    span(1, "claude-sonnet-4-5", 1_000),
    span(2, "claude-sonnet-4-5", 500),
    span(3, "nobody-sells-this", 1_000),
    span(4, "claude-sonnet-4-5", 0),
  ];
  const text = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
  const post = () => {
    const bytes = new TextEncoder().encode(text);
    return store({ bytes, contentType: "application/json", keyId: null, format: "otlp" });
  };
  await post();
  await post();
  await ingest.drain();

  // By the list price, $3 per million tokens of input: 1,000 and 500 tokens more.
  expect((await getIngestHealth(db, { now: new Date() })).senders).toMatchObject([
    { source: "otlp", records: 4, ambiguous: 3, ambiguous_priced: 2, ambiguous_usd: "0.0045" },
  ]);
});
