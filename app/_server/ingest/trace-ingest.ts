import type { Sql } from "@/db/client";
import type { TraceChanges } from "@/db/ingest/store-attempts";
import { getTraces, type TraceRow } from "@/db/traces/get-traces";
import type { SavedTrace } from "@/db/traces/save-traces";
import type { IntegrationReply } from "@/lib/contract/integration-reply";
import { UNASSIGNED } from "@/lib/domain/report-dimensions";
import {
  type ExportedSpan,
  type Refused,
  type SettledExport,
  settleExport,
} from "@/lib/ingest/formats/otlp/settle-export";
import { readTraceText, traceText } from "@/lib/ingest/formats/otlp/trace-text";
import type { Ingest, PreparedPost } from "./create-ingest";
import type { IntegrationPost } from "./ingest-calls";
import { postEntries } from "./submit-entries";
import { untilUnchanged } from "./until-unchanged";

/** Stores the attempts among spans by all that is known of their traces, and what is then known of them with it. */
export function createTraceIngest(ingest: Ingest, sql: Sql) {
  const { pseudonym } = ingest;

  return async (read: readonly ExportedSpan[], post: IntegrationPost): Promise<IntegrationReply> => {
    const spans = pseudonym ? read.map((span) => withPseudonyms(span, pseudonym)) : read;
    return untilUnchanged(() => storeOnce(spans, post));
  };

  async function storeOnce(spans: readonly ExportedSpan[], post: IntegrationPost): Promise<IntegrationReply> {
    const ids = new Set(spans.flatMap((span) => ("traceId" in span ? [span.traceId] : [])));
    const rows = await getTraces(sql, [...ids]);
    const known = new Map([...rows].map(([traceId, { state }]) => [traceId, readTraceText(state)]));
    const refused = { places: new Set<number>(), ids: new Set<string>() };
    for (;;) {
      const settled = settleExport(spans, known, refused);
      const posted = postEntries(settled.entries, pseudonym ? { isPseudonymous: true } : {});
      const arrived = posted.places.findIndex((place) => place >= spans.length);
      const prepared = await ingest.prepare(posted.records);
      if (addRefused(refused, prepared, { posted, spans })) continue;
      const traced = { traces: changesOf(settled, rows), arrived: arrived < 0 ? posted.records.length : arrived };
      const origin = { keyId: post.keyId, source: post.format };
      const reply = await ingest.storePrepared(prepared, { ...origin, bytes: post.bytes.length }, traced);
      const ofExport = settled.entries.slice(0, spans.length);
      ingest.countEntries(ofExport, origin);
      return posted.replyOf(reply, ofExport);
    }
  }
}

/** A span with its consumer and session as they may be stored. */
function withPseudonyms(span: ExportedSpan, pseudonym: (name: string) => string): ExportedSpan {
  if (!("traceId" in span) || !span.call) return span;
  const { consumer, session } = span.call.record;
  const of = (name: string | null | undefined) => (name == null || name === UNASSIGNED ? null : pseudonym(name));
  const record = { ...span.call.record, consumer: of(consumer), session: of(session) };
  return { ...span, entry: { ...span.entry, record }, call: { ...span.call, record } };
}

/** Notes what of a post cannot be stored; says whether any of it was not known to be so. */
function addRefused(
  refused: { places: Set<number>; ids: Set<string> },
  { rejected }: PreparedPost,
  { posted, spans }: { posted: ReturnType<typeof postEntries>; spans: readonly ExportedSpan[] },
): boolean {
  const sizeOf = ({ places, ids }: Refused) => places.size + ids.size;
  const before = sizeOf(refused);
  for (const { index, id } of rejected) {
    const place = posted.places[index] ?? spans.length;
    const span = spans[place];
    if (span && "traceId" in span && span.call) refused.places.add(place);
    else if (!span && id !== null) refused.ids.add(id);
  }
  return sizeOf(refused) > before;
}

function changesOf({ traces, removed }: SettledExport, rows: ReadonlyMap<string, TraceRow>): TraceChanges {
  const saved = [...traces].map(([traceId, trace]): SavedTrace => {
    const fromVersion = rows.get(traceId)?.version ?? 0;
    return { traceId, fromVersion, calls: trace.calls.size, state: traceText(trace) };
  });
  return { saved, removed };
}
