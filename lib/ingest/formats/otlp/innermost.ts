import { nameOf } from "../values";
import { isCall } from "./is-call";
import type { Span } from "./read-spans";
import { factOf } from "./span-facts";

const TRACES_MAX = 20_000;
const SPANS_PER_TRACE_MAX = 500;

type KnownSpan = { parentSpanId: string | null; isCall: boolean; responseId: string | null };

/**
 * Remembers the spans of recent traces, to tell which calls merely wrap another one: two instrumentations of one app both
 * report it. Children end first, so what wraps a call comes with it or after it.
 */
export class RecentSpans {
  readonly #traces = new Map<string, Map<string, KnownSpan>>();

  add(spans: readonly Span[]): void {
    for (const span of spans) {
      const known = this.#traces.get(span.traceId) ?? new Map<string, KnownSpan>();
      this.#traces.delete(span.traceId);
      this.#traces.set(span.traceId, known);
      if (known.size < SPANS_PER_TRACE_MAX) {
        const responseId = nameOf(factOf(span, "responseId"));
        known.set(span.spanId, { parentSpanId: span.parentSpanId, isCall: isCall(span), responseId });
      }
    }
    for (const traceId of this.#traces.keys()) {
      if (this.#traces.size <= TRACES_MAX) break;
      this.#traces.delete(traceId);
    }
  }

  /** Whether another known call of its trace happened within this one. */
  wrapsAnother(span: Span): boolean {
    const known = this.#traces.get(span.traceId);
    if (!known || known.size < 2) return false;
    for (const [spanId, other] of known) {
      if (other.isCall && spanId !== span.spanId && isWithin(known, spanId, span.spanId)) return true;
    }
    return false;
  }
}

function isWithin(known: ReadonlyMap<string, KnownSpan>, spanId: string, ancestorId: string): boolean {
  const seen = new Set<string>();
  let parent = known.get(spanId)?.parentSpanId;
  while (parent && !seen.has(parent)) {
    if (parent === ancestorId) return true;
    seen.add(parent);
    parent = known.get(parent)?.parentSpanId;
  }
  return false;
}
