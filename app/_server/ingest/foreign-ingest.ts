import type { Db } from "@/db/client";
import type { ForeignReply } from "@/lib/contract/foreign-reply";
import { jsonText } from "@/lib/http/json-text";
import { RecentSpans } from "@/lib/ingest/formats/otlp/innermost";
import { readForeign } from "@/lib/ingest/formats/read-foreign";
import type { Ingest } from "./create-ingest";
import type { ForeignPost } from "./ingest-calls";
import { createLangfuseIngest } from "./langfuse-ingest";
import { settleStartTimes } from "./settle-start-times";
import { submitEntries } from "./submit-entries";

/** Takes posts in the formats of other tools, in the thread that stores them. */
export function createForeignIngest(ingest: Ingest, db: Db) {
  const recent = new RecentSpans();

  async function store(post: ForeignPost): Promise<ForeignReply> {
    const { bytes, contentType, format, request } = post;
    ingest.assertRoom(bytes.length);
    const receivedAtUs = Date.now() * 1_000;
    const body = { format, bytes, contentType, receivedAtUs, request, text: () => jsonText(bytes) };
    const entries = readForeign(body, recent);
    return submitEntries(ingest, await settleStartTimes(db, entries, post), post);
  }

  return { store, storeLangfuse: createLangfuseIngest(ingest, db) };
}
