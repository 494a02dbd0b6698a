import type { Db, Sql } from "@/db/client";
import type { IntegrationReply } from "@/lib/contract/integration-reply";
import { jsonText } from "@/lib/http/json-text";
import { RecentSpans } from "@/lib/ingest/formats/otlp/innermost";
import { otlpLogs } from "@/lib/ingest/formats/otlp/otlp-logs";
import { readIntegrationBody } from "@/lib/ingest/formats/read-integration";
import { continueRequests } from "./continue-requests";
import type { Ingest } from "./create-ingest";
import type { IntegrationPost } from "./ingest-calls";
import { createLangfuseIngest } from "./langfuse-ingest";
import { readAgentLogs } from "./read-agent-logs";
import { settleStartTimes } from "./settle-start-times";
import { submitEntries } from "./submit-entries";

/** Takes posts in the formats of other tools, in the thread that stores them. */
export function createIntegrationIngest(ingest: Ingest, database: { db: Db; sql: Sql }) {
  const { db } = database;
  const recent = new RecentSpans();

  async function store(post: IntegrationPost): Promise<IntegrationReply> {
    const { bytes, contentType, format, request } = post;
    ingest.assertAdmitted(bytes.length);
    const receivedAtUs = Date.now() * 1_000;
    const body = { format, bytes, contentType, receivedAtUs, request, text: () => jsonText(bytes) };
    const { keyId } = post;
    const reported =
      format === otlpLogs.name ? await readAgentLogs(db, body, keyId) : readIntegrationBody(body, recent);
    const read = await settleStartTimes(db, reported, post);
    const { entries, afterStored } = await continueRequests(database, { format, keyId, entries: read });
    const reply = await submitEntries(ingest, entries, post);
    await afterStored(new Set(reply.rejected.map(({ index }) => index)));
    return reply;
  }

  return { store, storeLangfuse: createLangfuseIngest(ingest, db) };
}
