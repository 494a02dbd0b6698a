import type { AttemptRecord } from "@/lib/contract/requests";
import { formatInstant, formatMs, formatWhole } from "@/lib/domain/format";

export type Fact = { label: string; value: string | null };

/** Everything a record says of an attempt, in words; null is unknown. */
export function factsOf(attempt: AttemptRecord, zone: string): Fact[] {
  const tokens = (count: number | null) => (count === null ? null : formatWhole(count));
  const time = (ms: number | null) => (ms === null ? null : formatMs(ms));
  return [
    { label: "Request", value: attempt.request_id },
    { label: "Attempt", value: `${attempt.attempt}${attempt.final ? ", final" : ""}` },
    { label: "Started", value: formatInstant(attempt.started_at, zone) },
    { label: "Duration", value: time(attempt.duration_ms) },
    { label: "TTFT", value: attempt.streamed ? time(attempt.ttft_ms) : "not streamed" },
    { label: "HTTP status", value: attempt.http_status === null ? null : String(attempt.http_status) },
    { label: "Error code", value: attempt.error_code },
    { label: "Model asked for", value: attempt.requested_model ?? attempt.model },
    { label: "Provider", value: attempt.provider },
    { label: "Region", value: attempt.region },
    { label: "Tier", value: attempt.tier },
    { label: "App", value: attempt.app },
    { label: "Operation", value: attempt.operation },
    { label: "Stage", value: String(attempt.stage) },
    { label: "Team", value: attempt.team },
    { label: "Key", value: attempt.key },
    { label: "Environment", value: attempt.environment },
    { label: "Feature", value: attempt.feature },
    { label: "Agent", value: attempt.agent },
    { label: "Consumer", value: attempt.consumer },
    { label: "Session", value: attempt.session },
    { label: "Router", value: attempt.router },
    { label: "Policy version", value: attempt.policy_version === null ? null : String(attempt.policy_version) },
    { label: "Service tier", value: attempt.service_tier },
    { label: "Trace", value: attempt.trace_id },
    { label: "Input tokens", value: tokens(attempt.input_tokens) },
    { label: "of them cached", value: tokens(attempt.cached_input_tokens) },
    { label: "of them written to the cache", value: tokens(attempt.cache_write_tokens) },
    { label: "Output tokens", value: tokens(attempt.output_tokens) },
    { label: "of them reasoning", value: tokens(attempt.reasoning_tokens) },
    { label: "Usage", value: `${attempt.usage_source}${attempt.usage_inconsistent ? ", parts exceed the whole" : ""}` },
    { label: "Revision", value: String(attempt.revision) },
    { label: "Tags", value: attempt.tags.length === 0 ? null : attempt.tags.join(", ") },
  ];
}
