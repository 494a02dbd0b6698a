import type { Db } from "@/db/client";
import { getToldEvents, mergeToldEvents } from "@/db/told-events/merge-told-events";
import type { ForeignReply } from "@/lib/contract/foreign-reply";
import { parseJson } from "@/lib/http/parse-json";
import { decodeUtf8 } from "@/lib/http/read-body";
import type { Entry } from "@/lib/ingest/formats/entry";
import { observationEntries } from "@/lib/ingest/formats/langfuse";
import { type Observation, type ObservedTrace, readLangfuseBatch } from "@/lib/ingest/formats/langfuse-batch";
import { RecentSpans } from "@/lib/ingest/formats/otlp/innermost";
import { readForeign } from "@/lib/ingest/formats/read-foreign";
import type { PostedRecord } from "@/lib/ingest/parse-logs-body";
import { sayError } from "@/lib/ingest/record-errors";
import type { ForeignPost, LangfuseReply } from "../threads/ingest-calls";
import type { Ingest } from "./create-ingest";

/** Takes posts in the formats of other tools, in the thread that stores them. */
export function createForeignIngest(ingest: Ingest, db: Db) {
  const recent = new RecentSpans();

  async function store(post: ForeignPost): Promise<ForeignReply> {
    const { bytes, contentType, format } = post;
    ingest.assertRoom(bytes.length);
    const receivedAtUs = Date.now() * 1_000;
    const entries = readForeign({ format, bytes, contentType, receivedAtUs, text: () => decodeUtf8(bytes) }, recent);
    return submitEntries(ingest, entries, post);
  }

  async function storeLangfuse(post: ForeignPost): Promise<LangfuseReply> {
    ingest.assertRoom(post.bytes.length);
    const { events, observations, traces } = readLangfuseBatch(parseJson(decodeUtf8(post.bytes)));
    const now = new Date();
    const source = (kind: string) => `langfuse:${kind}:${post.keyId ?? ""}`;
    await mergeToldEvents(db, { source: source("trace"), told: traces, now });
    // What is in the table was written there as these types.
    const known = (await mergeToldEvents(db, { source: source("generation"), told: observations, now })) as Map<
      string,
      Observation
    >;
    const traceIds = new Set([...known.values()].flatMap(({ traceId }) => traceId ?? []));
    const told = await getToldEvents(db, { source: source("trace"), ids: [...traceIds] });
    const complete = observations.map((observation) => known.get(observation.id) ?? observation);
    const entries = observationEntries(complete, told as Map<string, ObservedTrace>);
    const { rejected } = await submitEntries(ingest, entries, post);
    const refused = new Map(
      rejected.map(({ index, errors }) => [observations[index]?.id, errors.map(sayError).join("; ")]),
    );
    return events.map(({ id, problem, observationId }) => {
      return { id, problem: problem ?? (observationId === null ? null : (refused.get(observationId) ?? null)) };
    });
  }

  return { store, storeLangfuse };
}

/** Stores what are attempts and tells of each refused one its place among all. */
async function submitEntries(ingest: Ingest, entries: readonly Entry[], post: ForeignPost): Promise<ForeignReply> {
  const places: number[] = [];
  const posted: PostedRecord[] = [];
  for (const [place, entry] of entries.entries()) {
    if ("ignored" in entry) continue;
    places.push(place);
    posted.push("record" in entry ? { value: entry.record } : { unreadable: entry.unreadable });
  }
  const ignored = entries.length - posted.length;
  if (posted.length === 0) return { accepted: 0, duplicates: 0, rejected: [], ignored };
  const reply = await ingest.submit(posted, { keyId: post.keyId, source: post.format, bytes: post.bytes.length });
  const rejected = reply.rejected.map(({ index, ...rest }) => ({ ...rest, index: places[index] ?? index }));
  return { ...reply, rejected, ignored };
}
