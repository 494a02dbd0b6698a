import { hashOf, withoutNulls } from "../../values";
import type { Entry } from "../entry";
import { rankAttempts } from "../rank-attempts";
import { groupCalls } from "./group-calls";
import type { KnownTrace, ReportedCall, StoredCall } from "./known-trace";
import { mergeCalls } from "./merge-calls";
import { byStart, receiversOf } from "./receivers-of";

export type Settled = {
  /** What each of the calls that just came is, by its span. */
  entries: Map<string, Entry>;
  /** The calls that came before whose attempts are new or others now. */
  added: Map<string, ReportedCall>;
  /** The stored attempts that are none any more, or are replaced. */
  removed: Map<string, StoredCall>;
  /** What is stored of the trace once that is done. */
  stored: Map<string, StoredCall>;
};

export const REPEATS: Entry = { ignored: "repeats a call that was reported too" };

const DIGEST_CHARACTERS = 16;

/**
 * Which of the calls that just came are attempts, and what changes of the stored ones, by all that is known of their trace.
 * With the changes made, the attempts are the same in whatever order and parts the spans came.
 */
export function settleTrace(trace: KnownTrace, arrived: ReadonlySet<string>): Settled {
  const entries = new Map<string, Entry>();
  const added: Settled["added"] = new Map();
  const removed = new Map(trace.stored);
  const stored = new Map<string, StoredCall>();
  for (const [spanId, attempt] of attemptsOf(trace)) {
    const before = trace.stored.get(spanId);
    const digest = digestOf(attempt);
    const isSame = before?.digest === digest;
    if (isSame) removed.delete(spanId);
    const revision = before ? before.revision + Number(!isSame) : 0;
    const current = withRevision(attempt, revision);
    stored.set(spanId, { id: attempt.record.id, startUs: trace.calls.get(spanId)?.startUs ?? 0, revision, digest });
    if (arrived.has(spanId)) entries.set(spanId, current);
    else if (!isSame) added.set(spanId, current);
  }
  for (const spanId of arrived) if (!entries.has(spanId) && trace.calls.has(spanId)) entries.set(spanId, REPEATS);
  return { entries, added, removed, stored };
}

/** The calls of a trace that count, each as what all its reports say together, numbered within its request. */
function attemptsOf({ parents, calls }: KnownTrace): Map<string, ReportedCall> {
  // In one order, whatever they came in.
  const trace = { parents, calls: new Map([...calls].sort(([, a], [, b]) => byStart(a, b))) };
  const wrapping = groupCalls(trace);
  const outersOf = receiversOf(trace, wrapping);
  const counted = [...trace.calls.values()].filter(({ spanId }) => !wrapping.has(spanId));
  const merged = counted.map(({ spanId, record, otherReading }) => {
    const call: ReportedCall = otherReading ? { record, otherReading } : { record };
    return (outersOf.get(spanId) ?? []).reduce<ReportedCall>(mergeCalls, call);
  });
  const ranked = rankAttempts(merged).flatMap((entry) => ("record" in entry ? [entry] : []));
  return new Map(counted.flatMap(({ spanId }, place) => (ranked[place] ? [[spanId, ranked[place]] as const] : [])));
}

function withRevision({ record, ...rest }: ReportedCall, revision: number): ReportedCall {
  return revision === 0 ? { ...rest, record } : { ...rest, record: { ...record, revision } };
}

/** The same for the same attempt, whatever was left out or said to be unknown. */
function digestOf({ record: { revision: _, ...record }, otherReading }: ReportedCall): string {
  const given = Object.entries(withoutNulls(record)).sort(([one], [other]) => (one < other ? -1 : 1));
  return hashOf(JSON.stringify([given, otherReading ?? null])).slice(0, DIGEST_CHARACTERS);
}
