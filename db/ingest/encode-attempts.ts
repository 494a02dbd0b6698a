import { type CopyEncoder, OID } from "@/db/copy/copy-encoder";
import { OUTCOME_CODES } from "@/lib/domain/outcome";
import { USAGE_SOURCES } from "@/lib/domain/token-usage";
import type { CodedAttempts } from "./code-attempts";

/** The columns encodeAttempts writes, in its order; `bucket` keeps its default. */
export const ATTEMPT_COLUMNS = [
  "started_at",
  "received_at",
  "duration_us",
  "ttft_us",
  "cost_pico",
  "reported_cost_pico",
  "model_id",
  "provider_id",
  "region_id",
  "tier_id",
  "app_id",
  "requested_model_id",
  "router_id",
  "error_code_id",
  "service_tier_id",
  "price_id",
  "policy_version",
  "input_tokens",
  "cached_input_tokens",
  "cache_write_tokens",
  "output_tokens",
  "reasoning_tokens",
  "outcome",
  "usage_source",
  "attempt",
  "http_status",
  "final",
  "streamed",
  "usage_inconsistent",
  "cost_estimated",
  "id",
  "request_id",
  "trace_id",
  "tags",
] as const;

/** Writes attempts as binary COPY rows of ATTEMPT_COLUMNS. */
export function encodeAttempts(encoder: CopyEncoder, coded: CodedAttempts, receivedAtUs: number): void {
  for (let row = 0; row < coded.rows.length; row++) {
    const attempt = coded.rows[row];
    if (!attempt) continue;
    encoder.row(ATTEMPT_COLUMNS.length);
    encoder.timestamp(attempt.startedAtUs);
    encoder.timestamp(receivedAtUs);
    encoder.int64(attempt.durationUs);
    int64(encoder, attempt.ttftUs);
    money(encoder, attempt.costPico);
    money(encoder, attempt.reportedCostPico);
    encoder.int32(coded.model[row] ?? 0);
    encoder.int32(coded.provider[row] ?? 0);
    encoder.int32(coded.region[row] ?? 0);
    encoder.int32(coded.tier[row] ?? 0);
    encoder.int32(coded.app[row] ?? 0);
    code(encoder, coded.requestedModel[row]);
    code(encoder, coded.router[row]);
    code(encoder, coded.errorCode[row]);
    code(encoder, coded.serviceTier[row]);
    int32(encoder, attempt.priceId);
    int32(encoder, attempt.policyVersion);
    int32(encoder, attempt.inputTokens);
    int32(encoder, attempt.cachedInputTokens);
    int32(encoder, attempt.cacheWriteTokens);
    int32(encoder, attempt.outputTokens);
    int32(encoder, attempt.reasoningTokens);
    encoder.int16(OUTCOME_CODES[attempt.outcome]);
    encoder.int16(USAGE_SOURCES.indexOf(attempt.usageSource));
    encoder.int16(attempt.attempt);
    if (attempt.httpStatus === null) encoder.null();
    else encoder.int16(attempt.httpStatus);
    encoder.boolean(attempt.final);
    encoder.boolean(attempt.streamed);
    encoder.boolean(attempt.usageInconsistent);
    encoder.boolean(attempt.costEstimated);
    encoder.text(attempt.id);
    text(encoder, attempt.requestId);
    text(encoder, attempt.traceId);
    tags(encoder, attempt.tags);
  }
}

function int64(encoder: CopyEncoder, value: number | null): void {
  if (value === null) encoder.null();
  else encoder.int64(value);
}

function money(encoder: CopyEncoder, value: bigint | null): void {
  if (value === null) encoder.null();
  else encoder.bigint(value);
}

function int32(encoder: CopyEncoder, value: number | null): void {
  if (value === null) encoder.null();
  else encoder.int32(value);
}

function code(encoder: CopyEncoder, value: number | undefined): void {
  if (value) encoder.int32(value);
  else encoder.null();
}

function text(encoder: CopyEncoder, value: string | null): void {
  if (value === null) encoder.null();
  else encoder.text(value);
}

function tags(encoder: CopyEncoder, values: readonly string[] | null): void {
  if (values === null || values.length === 0) encoder.null();
  else encoder.array(OID.text, values.length, (index) => encoder.text(values[index] ?? ""));
}
