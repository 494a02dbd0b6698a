import type { Entry } from "../entry";
import { emptyTrace, type KnownCall, type KnownTrace } from "./known-trace";
import { type Settled, settleTrace } from "./settle-trace";

/** A span of an export, in its place: what it is by itself, and the call that this may be a report of. */
export type ExportedSpan =
  | { entry: Entry }
  | { entry: Entry; traceId: string; spanId: string; parentSpanId: string | null; call: KnownCall | null };

export type SettledExport = {
  /** What each span is, in its place, and after them the calls of earlier exports whose attempts are new or others now. */
  entries: Entry[];
  /** The traces of the export as they are once that is stored and `removed` is gone. */
  traces: Map<string, KnownTrace>;
  removed: { id: string; startedAtUs: number }[];
};

/** Of a trace that never ends the oldest spans are forgotten. All its calls are read and written with every export. */
const TRACE_SPANS_MAX = 5_000;
const TRACE_CALLS_MAX = 1_000;

/** What cannot be stored: spans of the export by their places, and attempts of earlier ones as they would be now, by their ids. */
export type Refused = { places: ReadonlySet<number>; ids: ReadonlySet<string> };
const NONE: Refused = { places: new Set(), ids: new Set() };

/**
 * What the spans of an export are, by all that is known of their traces, which it leaves as they are. A span that is refused
 * stands for no other call, and an attempt whose change is refused stays as it is stored.
 */
export function settleExport(
  spans: readonly ExportedSpan[],
  known: ReadonlyMap<string, KnownTrace>,
  refused: Refused = NONE,
): SettledExport {
  const traces = new Map<string, KnownTrace>();
  const arrivedIn = new Map<string, Set<string>>();
  for (const [place, span] of spans.entries()) {
    if (!("traceId" in span) || refused.places.has(place)) continue;
    const { traceId, spanId, parentSpanId, call } = span;
    const trace = traces.get(traceId) ?? copyOf(known.get(traceId) ?? emptyTrace());
    traces.set(traceId, trace);
    const arrived = arrivedIn.get(traceId) ?? new Set();
    arrivedIn.set(traceId, arrived.add(spanId));
    trace.parents.set(spanId, parentSpanId);
    if (call) trace.calls.set(spanId, call);
  }
  const settled = new Map<string, Settled>();
  const result: SettledExport = { entries: [], traces, removed: [] };
  const added: Entry[] = [];
  for (const [traceId, trace] of traces) {
    const changes = settleTrace(trace, arrivedIn.get(traceId) ?? new Set());
    settled.set(traceId, changes);
    for (const [spanId, { record }] of changes.added) {
      if (!refused.ids.has(record.id)) continue;
      changes.added.delete(spanId);
      changes.removed.delete(spanId);
      const before = trace.stored.get(spanId);
      if (before) changes.stored.set(spanId, before);
      else changes.stored.delete(spanId);
    }
    added.push(...changes.added.values());
    for (const { id, startUs } of changes.removed.values()) result.removed.push({ id, startedAtUs: startUs });
    trace.stored = changes.stored;
    forgetOldest(trace);
  }
  result.entries = spans.map((span, place) => {
    if (!("traceId" in span) || refused.places.has(place)) return span.entry;
    return settled.get(span.traceId)?.entries.get(span.spanId) ?? span.entry;
  });
  result.entries.push(...added);
  return result;
}

function copyOf({ parents, calls, stored }: KnownTrace): KnownTrace {
  return { parents: new Map(parents), calls: new Map(calls), stored: new Map(stored) };
}

function forgetOldest({ parents, calls, stored }: KnownTrace): void {
  for (const spanId of parents.keys()) {
    if (parents.size <= TRACE_SPANS_MAX && calls.size <= TRACE_CALLS_MAX) return;
    parents.delete(spanId);
    calls.delete(spanId);
    stored.delete(spanId);
  }
}
