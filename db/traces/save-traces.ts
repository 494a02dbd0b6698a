import type { TransactionSql } from "postgres";
import { TraceChanged } from "./trace-changed";

/** A trace as it is after a post, and the version that this was made from; 0 where none was known. */
export type SavedTrace = { traceId: string; fromVersion: number; calls: number; state: string };

/**
 * Saves what is known of traces, and throws TraceChanged where one of them is no longer as it was read.
 *
 * Holds them until the transaction ends, in one order, so that posts of the same traces queue instead of deadlocking.
 */
export async function saveTraces(tx: TransactionSql, traces: readonly SavedTrace[]): Promise<void> {
  if (traces.length === 0) return;
  // Of two posts in one commit the later one was made without the earlier one.
  if (new Set(traces.map(({ traceId }) => traceId)).size < traces.length) throw new TraceChanged();
  const ordered = traces.toSorted((a, b) => (a.traceId < b.traceId ? -1 : 1));
  const { count } = await tx`
    insert into trace_state as known (trace_id, version, calls, state, updated_at)
    select trace_id::uuid, version, calls, state, now()
    from unnest(
      ${ordered.map(({ traceId }) => traceId)}::text[],
      ${ordered.map(({ fromVersion }) => fromVersion + 1)}::int[],
      ${ordered.map(({ calls }) => calls)}::int[],
      ${ordered.map(({ state }) => state)}::text[]
    ) as n(trace_id, version, calls, state)
    on conflict (trace_id) do update
      set version = excluded.version, calls = excluded.calls, state = excluded.state, updated_at = excluded.updated_at
      where known.version = excluded.version - 1`;
  if (count !== traces.length) throw new TraceChanged();
}
