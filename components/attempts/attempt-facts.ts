import type { AttemptRecord } from "@/lib/contract/requests";
import { formatInstant, formatMs, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { USAGE_TEXTS } from "./usage-texts";

export type Fact = { label: string; value: string | null };

/** Everything a record says of an attempt, in words; null is unknown. */
export function factsOf(attempt: AttemptRecord, zone: string): Fact[] {
  const tokens = (count: number | null) => (count === null ? null : formatWhole(count));
  const time = (ms: number | null) => (ms === null ? null : formatMs(ms));
  const usage = t(USAGE_TEXTS[attempt.usage_source]);
  return [
    { label: t("Request"), value: attempt.request_id },
    {
      label: t("Attempt"),
      value: attempt.final ? t("{attempt}, final", { attempt: attempt.attempt }) : String(attempt.attempt),
    },
    { label: t("Started"), value: formatInstant(attempt.started_at, zone) },
    { label: t("Duration"), value: time(attempt.duration_ms) },
    { label: "TTFT", value: attempt.streamed ? time(attempt.ttft_ms) : t("not streamed") },
    { label: t("HTTP status"), value: attempt.http_status === null ? null : String(attempt.http_status) },
    { label: t("Error code"), value: attempt.error_code },
    { label: t("Model asked for"), value: attempt.requested_model ?? attempt.model },
    { label: t("Provider"), value: attempt.provider },
    { label: t("Region"), value: attempt.region },
    { label: t("Tier"), value: attempt.tier },
    { label: t("App"), value: attempt.app },
    { label: t("Operation"), value: attempt.operation },
    { label: t("Stage"), value: String(attempt.stage) },
    { label: t("Team"), value: attempt.team },
    { label: t("Key"), value: attempt.key },
    { label: t("Environment"), value: attempt.environment },
    { label: t("Feature"), value: attempt.feature },
    { label: t("Agent"), value: attempt.agent },
    { label: t("Consumer"), value: attempt.consumer },
    { label: t("Session"), value: attempt.session },
    { label: t("Router"), value: attempt.router },
    { label: t("Policy version"), value: attempt.policy_version === null ? null : String(attempt.policy_version) },
    { label: t("Service tier"), value: attempt.service_tier },
    { label: t("Trace"), value: attempt.trace_id },
    { label: t("Input tokens"), value: tokens(attempt.input_tokens) },
    { label: t("of them cached"), value: tokens(attempt.cached_input_tokens) },
    { label: t("of them written to the cache"), value: tokens(attempt.cache_write_tokens) },
    { label: t("Output tokens"), value: tokens(attempt.output_tokens) },
    { label: t("of them reasoning"), value: tokens(attempt.reasoning_tokens) },
    {
      label: t("Usage"),
      value: attempt.usage_inconsistent ? t("{usage}, parts exceed the whole", { usage }) : usage,
    },
    { label: t("Revision"), value: String(attempt.revision) },
    { label: t("Tags"), value: attempt.tags.length === 0 ? null : attempt.tags.join(", ") },
  ];
}
