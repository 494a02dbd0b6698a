import { groupBy } from "@/lib/domain/group-by";
import type { Entry } from "../entry";
import { emptyTrace, type KnownCall, type KnownTrace } from "./known-trace";
import type { Span } from "./read-spans";
import { noteStored, REPEATS, settleTrace } from "./settle-trace";

/** What all traces together may weigh; a call is remembered with its record. */
const WEIGHT_MAX = 200_000;
const CALL_WEIGHT = 5;
/** Of a trace that never ends the oldest spans are forgotten. */
const TRACE_SPANS_MAX = 5_000;

/**
 * Remembers the spans of recent traces, to tell which calls merely repeat another one: two instrumentations of one app both
 * report it, and so do an app and the proxy it calls. It cannot take back what it handed out, so that of a call which came
 * later than the one around it the outer one stays.
 */
export class RecentSpans {
  readonly #traces = new Map<string, KnownTrace>();
  #weight = 0;

  /** What each of the calls among spans is, by all that came before, and attempts handed out before with usage from these. */
  settle(spans: readonly Span[], callOf: (span: Span) => KnownCall | null) {
    const entries = new Map<Span, Entry>();
    const revised: Entry[] = [];
    for (const [traceId, ofTrace] of groupBy(spans, (span) => span.traceId)) {
      const trace = this.#take(traceId);
      const arrived = new Map<string, KnownCall>();
      for (const span of ofTrace) {
        trace.parents.set(span.spanId, span.parentSpanId);
        const call = callOf(span);
        if (call) arrived.set(call.spanId, call);
      }
      for (const [spanId, call] of arrived) trace.calls.set(spanId, call);
      const settled = this.#settleWithoutStore(trace, arrived);
      for (const span of ofTrace) {
        const entry = settled.entries.get(span.spanId);
        if (entry) entries.set(span, entry);
      }
      revised.push(...settled.revised);
      forgetOldest(trace);
      this.#weight += weightOf(trace);
    }
    this.#evict();
    return { entries, revised };
  }

  #settleWithoutStore(trace: KnownTrace, arrived: ReadonlyMap<string, KnownCall>) {
    const { entries, changes } = settleTrace(trace, arrived);
    for (const change of changes) {
      if (change.record !== null) continue;
      for (const spanId of change.replacedBy) {
        if (entries.has(spanId) && !trace.stored.has(spanId)) entries.set(spanId, REPEATS);
      }
    }
    // Of a call that another one stands for there is no attempt to be revised.
    const revisions = changes.filter(({ spanId, record }) => record !== null && trace.stored.has(spanId));
    noteStored(trace, { entries, changes: revisions });
    return { entries, revised: revisions.flatMap(({ record }) => (record === null ? [] : [{ record }])) };
  }

  /** A trace, made the last to be evicted; its weight is added again when it is settled. */
  #take(traceId: string): KnownTrace {
    const known = this.#traces.get(traceId);
    const trace = known ?? emptyTrace();
    if (known) this.#weight -= weightOf(known);
    this.#traces.delete(traceId);
    this.#traces.set(traceId, trace);
    return trace;
  }

  #evict(): void {
    for (const [traceId, trace] of this.#traces) {
      if (this.#weight <= WEIGHT_MAX) break;
      this.#weight -= weightOf(trace);
      this.#traces.delete(traceId);
    }
  }
}

function weightOf({ parents, calls }: KnownTrace): number {
  return parents.size + calls.size * CALL_WEIGHT;
}

function forgetOldest({ parents, calls, stored }: KnownTrace): void {
  for (const spanId of parents.keys()) {
    if (parents.size <= TRACE_SPANS_MAX) return;
    parents.delete(spanId);
    calls.delete(spanId);
    stored.delete(spanId);
  }
}
