import { nameOf } from "../../values";
import { isCall } from "./is-call";
import type { Span } from "./read-spans";
import { factOf } from "./span-facts";

const SPANS_MAX = 200_000;

type Trace = {
  parents: Map<string, string | null>;
  /** Spans that some call lies within, at whatever depth; also such as have not come yet. */
  wrapping: Set<string>;
  /** Which call was the first to tell of an answer. */
  callOfResponse: Map<string, string>;
};

/**
 * Remembers the spans of recent traces, to tell which calls merely repeat another one: two instrumentations of one app both
 * report it. Children end first, so what wraps a call comes with it or after it. Each link between spans is followed once.
 */
export class RecentSpans {
  readonly #traces = new Map<string, Trace>();
  #spans = 0;

  add(spans: readonly Span[]): void {
    for (const span of spans) this.#addLink(span);
    for (const span of spans) if (isCall(span)) this.#addCall(span);
    for (const [traceId, { parents }] of this.#traces) {
      if (this.#spans <= SPANS_MAX) break;
      this.#spans -= parents.size;
      this.#traces.delete(traceId);
    }
  }

  /** Whether a call, which was added before, repeats another: that happened within it, or told of the same answer first. */
  repeatsAnother(call: Span): boolean {
    const trace = this.#traces.get(call.traceId);
    if (!trace) return false;
    if (trace.wrapping.has(call.spanId)) return true;
    const response = nameOf(factOf(call, "responseId"));
    return response !== null && trace.callOfResponse.get(response) !== call.spanId;
  }

  #addLink({ traceId, spanId, parentSpanId }: Span): void {
    const trace = this.#traces.get(traceId) ?? { parents: new Map(), wrapping: new Set(), callOfResponse: new Map() };
    // Last in the order of eviction.
    this.#traces.delete(traceId);
    this.#traces.set(traceId, trace);
    if (!trace.parents.has(spanId)) this.#spans++;
    trace.parents.set(spanId, parentSpanId);
    // Something within it came before it did, and could not be followed further.
    if (trace.wrapping.has(spanId)) markAncestors(trace, spanId);
  }

  #addCall(call: Span): void {
    const trace = this.#traces.get(call.traceId);
    if (!trace) return;
    markAncestors(trace, call.spanId);
    const response = nameOf(factOf(call, "responseId"));
    if (response === null) return;
    const first = trace.callOfResponse.get(response);
    // Of two in one export either may come first; the one that wraps the other does not count.
    if (first === undefined || trace.wrapping.has(first)) trace.callOfResponse.set(response, call.spanId);
  }
}

function markAncestors({ parents, wrapping }: Trace, spanId: string): void {
  for (let at = parents.get(spanId); at && !wrapping.has(at); at = parents.get(at)) wrapping.add(at);
}
