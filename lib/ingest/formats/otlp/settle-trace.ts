import type { LogRecordInput } from "@/lib/contract/log-record";
import type { Entry } from "../entry";
import { groupCalls, type Wrapping } from "./group-calls";
import type { KnownCall, KnownTrace, ReportedCall } from "./known-trace";
import { mergeCalls } from "./merge-calls";
import { receiversOf } from "./receivers-of";

/**
 * What becomes of the attempt of a call that came before: its record, a revision where it was handed out, or null where it
 * is none, because the calls of `replacedBy` are what it reported.
 */
type StoredChange =
  | { id: string; spanId: string; record: LogRecordInput }
  | { id: string; spanId: string; record: null; replacedBy: readonly string[] };

export type Settled = {
  /** What each of the calls that just came is, by its span. */
  entries: Map<string, Entry>;
  changes: StoredChange[];
};

export const REPEATS: Entry = { ignored: "repeats a call that was reported too" };

/**
 * Which of the calls that just came are attempts, and which of those handed out before are changed by them, by all that is
 * known of their trace. With the changes made, the attempts are the same in whatever order and parts the spans came.
 */
export function settleTrace(trace: KnownTrace, arrived: ReadonlyMap<string, KnownCall>): Settled {
  const { calls, stored } = trace;
  const wrapping = groupCalls(trace);
  const outersOf = receiversOf(trace, wrapping);
  const entries = new Map<string, Entry>();
  const changes: StoredChange[] = [];
  for (const call of calls.values()) {
    const { spanId } = call;
    const { id } = call.record;
    const before = stored.get(spanId);
    if (wrapping.has(spanId)) {
      if (before !== undefined) {
        changes.push({ id, spanId, record: null, replacedBy: innermostOf(wrapping, spanId) });
      }
      if (arrived.has(spanId)) entries.set(spanId, REPEATS);
      continue;
    }
    const outers = outersOf.get(spanId) ?? [];
    const { usageAmbiguous, record: merged } = outers.reduce<ReportedCall>(mergeCalls, call);
    const isNew = before?.usage !== usageText(merged);
    const revision = before === undefined ? 0 : before.revision + Number(isNew);
    const record = revision === 0 ? merged : { ...merged, revision };
    if (arrived.has(spanId)) entries.set(spanId, { ...(usageAmbiguous && { usageAmbiguous }), record });
    else if (isNew) changes.push({ id, spanId, record });
  }
  return { entries, changes };
}

/** Notes what a trace's calls were settled as, once that is stored. */
export function noteStored({ stored }: KnownTrace, { entries, changes }: Settled): void {
  const note = (spanId: string, record: LogRecordInput) =>
    stored.set(spanId, { usage: usageText(record), revision: record.revision ?? 0 });
  for (const [spanId, entry] of entries) if ("record" in entry) note(spanId, entry.record);
  for (const { spanId, record } of changes) {
    if (record === null) stored.delete(spanId);
    else note(spanId, record);
  }
}

/** The calls within a call that lie around no others. */
function innermostOf(wrapping: Wrapping, spanId: string): string[] {
  const seen = new Set([spanId]);
  // What is added while it is gone through is gone through too.
  for (const each of seen) for (const inner of wrapping.get(each) ?? []) seen.add(inner);
  return [...seen].filter((each) => !wrapping.has(each));
}

/** What may come later of a call: its usage, its cost, its first token. */
function usageText(record: LogRecordInput): string {
  const { input_tokens, output_tokens, cached_input_tokens, reasoning_tokens, cost_usd, ttft_ms } = record;
  return JSON.stringify([input_tokens, output_tokens, cached_input_tokens, reasoning_tokens, cost_usd, ttft_ms]);
}
