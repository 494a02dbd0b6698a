import type { LogRecordInput } from "@/lib/contract/log-record";

/** What of a call is the gateway's own where it answered from its cache: nothing of a model's health, speed or usage. */
const OF_GATEWAY = [
  ...(["id", "request_id", "trace_id", "started_at", "duration_ms", "outcome", "http_status", "streamed"] as const),
  ...(["app", "tier", "region", "team", "key", "environment", "feature", "agent", "consumer", "session"] as const),
] satisfies readonly (keyof LogRecordInput)[];

/** A call that a gateway answered from a cache of its own, named so: it asked nobody and cost nothing. */
export function cacheReplay(record: LogRecordInput, cache: string): LogRecordInput {
  const ofGateway: Partial<LogRecordInput> = Object.fromEntries(OF_GATEWAY.map((name) => [name, record[name]]));
  const { id, started_at, duration_ms } = record;
  const requested_model = record.requested_model ?? record.model;
  const base = { ...ofGateway, id, started_at, duration_ms };
  return { ...base, model: cache, provider: cache, requested_model, cost_usd: 0, tags: ["cache_hit"] };
}
