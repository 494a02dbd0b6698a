import type { Db, Sql } from "@/db/client";
import type { IntegrationReply } from "@/lib/contract/integration-reply";
import { jsonText } from "@/lib/http/json-text";
import { FORMATS } from "@/lib/ingest/formats/formats";
import { otlpJson } from "@/lib/ingest/formats/otlp/otlp-json";
import { otlpLogs } from "@/lib/ingest/formats/otlp/otlp-logs";
import { readIntegrationBody, readTraceExport } from "@/lib/ingest/formats/read-integration";
import type { Ingest } from "./create-ingest";
import type { IntegrationPost } from "./ingest-calls";
import { createLangfuseIngest } from "./langfuse-ingest";
import { readAgentLogs } from "./read-agent-logs";
import { createRequestIngest } from "./request-ingest";
import { settleStartTimes } from "./settle-start-times";
import { submitEntries } from "./submit-entries";
import { createTraceIngest } from "./trace-ingest";

/** Takes posts in the formats of other tools, in the thread that stores them. */
export function createIntegrationIngest(ingest: Ingest, database: { db: Db; sql: Sql }) {
  const { db, sql } = database;
  const storeRequests = createRequestIngest(ingest, sql);
  const storeTraces = createTraceIngest(ingest, sql);

  async function store(post: IntegrationPost): Promise<IntegrationReply> {
    const { bytes, contentType, format, request, keyId } = post;
    ingest.assertAdmitted(bytes.length);
    const receivedAtUs = Date.now() * 1_000;
    const body = { format, bytes, contentType, receivedAtUs, request, text: () => jsonText(bytes) };
    if (format === otlpJson.name) return storeTraces(readTraceExport(body), post);
    const reported = format === otlpLogs.name ? await readAgentLogs(db, body, keyId) : readIntegrationBody(body);
    const read = await settleStartTimes(db, reported, post);
    return FORMATS.get(format)?.isRanked ? storeRequests(read, post) : submitEntries(ingest, read, post);
  }

  return { store, storeLangfuse: createLangfuseIngest(ingest, db) };
}
