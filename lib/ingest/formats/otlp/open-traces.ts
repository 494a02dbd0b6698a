import type { Entry } from "../entry";
import type { KnownCall, KnownTrace } from "./known-trace";
import type { BrokenSpan, Span } from "./read-spans";
import { type ExportedSpan, type SettledExport, settleExport } from "./settle-export";
import { REPEATS } from "./settle-trace";
import { readCalls } from "./span-entries";

/** What all remembered traces together may weigh; a call is remembered with its record. */
const WEIGHT_MAX = 200_000;
const CALL_WEIGHT = 5;
const NONE: ReadonlySet<string> = new Set();

/**
 * Reads the spans of a file part after part, with the traces of the parts before in mind. What a part became cannot be taken
 * back: of a call that comes later than the one around it, the outer one stays.
 */
export function openTraces(): (read: readonly (Span | BrokenSpan)[]) => Entry[] {
  const known = new Map<string, KnownTrace>();
  return (read) => {
    const spans = readCalls(read);
    const alone = settleExport(spans, known);
    const places = repeatingPlaces(spans, alone, known);
    const settled = places.size === 0 ? alone : settleExport(spans, known, { places, ids: NONE });
    for (const [traceId, trace] of settled.traces) {
      known.delete(traceId);
      known.set(traceId, trace);
    }
    forgetOldest(known);
    return settled.entries.map((entry, place) => (places.has(place) ? REPEATS : entry));
  };
}

/** Where the spans are that would take the place of an attempt of an earlier part. */
function repeatingPlaces(
  spans: readonly ExportedSpan[],
  { traces }: SettledExport,
  known: ReadonlyMap<string, KnownTrace>,
): Set<number> {
  const places = new Set<number>();
  for (const [place, span] of spans.entries()) {
    if (!("traceId" in span) || !span.call) continue;
    const { call } = span;
    const trace = traces.get(span.traceId);
    const before = known.get(span.traceId);
    if (!trace?.stored.has(call.spanId) || before?.stored.has(call.spanId)) continue;
    const isReplacing = [...(before?.stored.keys() ?? [])].some((spanId) => {
      const earlier = trace.calls.get(spanId);
      return earlier !== undefined && !trace.stored.has(spanId) && isAbout(trace, earlier, call);
    });
    if (isReplacing) places.add(place);
  }
  return places;
}

/** Whether a call may be what an earlier one reports too: it lies below it, is beside it in its time, or has its answer. */
function isAbout({ parents }: KnownTrace, earlier: KnownCall, call: KnownCall): boolean {
  const seen = new Set<string>();
  for (let at = call.parentSpanId; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
    if (at === earlier.spanId) return true;
    seen.add(at);
  }
  if (earlier.responseId !== null && earlier.responseId === call.responseId) return true;
  const isBeside = earlier.parentSpanId === call.parentSpanId;
  return isBeside && earlier.startUs <= call.endUs && call.startUs <= earlier.endUs;
}

function forgetOldest(known: Map<string, KnownTrace>): void {
  let weight = 0;
  for (const trace of known.values()) weight += weightOf(trace);
  for (const [traceId, trace] of known) {
    if (weight <= WEIGHT_MAX) return;
    weight -= weightOf(trace);
    known.delete(traceId);
  }
}

function weightOf({ parents, calls }: KnownTrace): number {
  return parents.size + calls.size * CALL_WEIGHT;
}
