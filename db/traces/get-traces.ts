import type { Sql } from "postgres";

/** The state of a trace as text, and its version: 0 of one that is not known. */
export type TraceRow = { version: number; state: string };

/** What is known of these traces, by their ids of 32 hexadecimal digits. */
export async function getTraces(sql: Sql, traceIds: readonly string[]): Promise<Map<string, TraceRow>> {
  if (traceIds.length === 0) return new Map();
  const rows = await sql<(TraceRow & { trace_id: string })[]>`
    select replace(trace_id::text, '-', '') as trace_id, version, state from trace_state
    where trace_id = any(${[...traceIds]}::text[]::uuid[])`;
  return new Map(rows.map(({ trace_id, version, state }) => [trace_id, { version, state }]));
}
