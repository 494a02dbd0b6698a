import { type CopyEncoder, OID } from "@/db/copy/copy-encoder";
import type { Attempt } from "@/lib/contract/attempt";
import { attemptFlags } from "./attempt-flags";
import type { CodedAttempts } from "./code-attempts";

/** The columns encodeAttempts writes for every attempt, in its order; `bucket` keeps its default. */
const ATTEMPT_COLUMNS = [
  "started_at",
  "cost_pico",
  "attribution_id",
  "flags",
  "late_s",
  "duration_us",
  "long_duration_us",
  "ttft_us",
  "long_ttft_us",
  "input_tokens",
  "cached_input_tokens",
  "output_tokens",
  "cache_write_tokens",
  "reasoning_tokens",
  "error_code_id",
  "reported_cost_pico",
  "id_uuid",
  "id_text",
  "request_uuid",
  "request_text",
  "trace_id",
  "tags",
] as const;

type SparseColumn = {
  name: string;
  isUsed: (attempt: Attempt) => boolean;
  write: (encoder: CopyEncoder, attempt: Attempt) => void;
};
const sparseTokens = (name: string, of: (attempt: Attempt) => number | null): SparseColumn => ({
  name,
  isUsed: (attempt) => Boolean(of(attempt)),
  write: (encoder, attempt) => int32(encoder, of(attempt) || null),
});
const sparseText = (name: string, of: (attempt: Attempt) => string | null): SparseColumn => ({
  name,
  isUsed: (attempt) => of(attempt) !== null,
  write: (encoder, attempt) => text(encoder, of(attempt)),
});

/** Columns that most batches have nothing for, and then leave to their defaults. */
const SPARSE_COLUMNS: readonly SparseColumn[] = [
  sparseText("consumer", ({ consumer }) => consumer),
  sparseText("session", ({ session }) => session),
  {
    name: "revision",
    isUsed: ({ revision }) => revision > 0,
    write: (encoder, { revision }) => encoder.int16(revision),
  },
  sparseTokens("cache_write_1h_tokens", ({ cacheWrite1hTokens }) => cacheWrite1hTokens),
  sparseTokens("audio_input_tokens", ({ audioInputTokens }) => audioInputTokens),
  sparseTokens("audio_output_tokens", ({ audioOutputTokens }) => audioOutputTokens),
  sparseTokens("image_input_tokens", ({ imageInputTokens }) => imageInputTokens),
  sparseText("units", ({ units }) => (units === null ? null : JSON.stringify(units))),
];
const LABEL_SET = "label_set_id";
/** Every column of `attempt_row` that is ever written. */
export const ATTEMPT_ROW_COLUMNS = [...ATTEMPT_COLUMNS, LABEL_SET, ...SPARSE_COLUMNS.map(({ name }) => name)];

const INT2_MAX = 32_767;
const INT4_MAX = 2_147_483_647;

/** COPY rows and their columns. */
export type EncodedAttempts = { columns: readonly string[]; bytes: Buffer };

type Input = { coded: CodedAttempts; dimensionSet: Int32Array; receivedAtUs: number };

/**
 * Writes attempts as binary COPY rows, in the compact form the view `attempt` undoes. The columns written are answered:
 * those of ATTEMPT_COLUMNS, and of the others what some attempt has.
 */
export function encodeAttempts(encoder: CopyEncoder, { coded, dimensionSet, receivedAtUs }: Input): readonly string[] {
  const sparse = SPARSE_COLUMNS.filter(({ isUsed }) => coded.rows.some(isUsed));
  const hasLabels = coded.labelSet.some((id) => id !== 0);
  const columns = [...ATTEMPT_COLUMNS, ...(hasLabels ? [LABEL_SET] : []), ...sparse.map(({ name }) => name)];
  for (let row = 0; row < coded.rows.length; row++) {
    const attempt = coded.rows[row];
    if (!attempt) continue;
    encoder.row(columns.length);
    encoder.timestamp(attempt.startedAtUs);
    money(encoder, attempt.costPico);
    encoder.int32(dimensionSet[row] ?? 0);
    encoder.int32(attemptFlags(attempt));
    encoder.int16(lateSeconds(receivedAtUs - attempt.startedAtUs - (attempt.durationUs ?? 0)));
    duration(encoder, attempt.durationUs);
    duration(encoder, attempt.ttftUs);
    int32(encoder, attempt.inputTokens);
    int32(encoder, attempt.cachedInputTokens || null);
    int32(encoder, attempt.outputTokens);
    int32(encoder, attempt.cacheWriteTokens || null);
    int32(encoder, attempt.reasoningTokens || null);
    int32(encoder, coded.errorCode[row] || null);
    money(encoder, attempt.reportedCostPico);
    identifier(encoder, attempt.id);
    identifier(encoder, attempt.requestId);
    text(encoder, attempt.traceId);
    tags(encoder, attempt.tags);
    if (hasLabels) encoder.int32(coded.labelSet[row] ?? 0);
    for (const { write } of sparse) write(encoder, attempt);
  }
  return columns;
}

/** How long after its end an attempt arrived; nine hours or more are one. */
function lateSeconds(us: number): number {
  return Math.max(-INT2_MAX - 1, Math.min(INT2_MAX, Math.floor(us / 1e6)));
}

/** Two columns: the value where it fits int4, which nearly all do, and else the value. */
function duration(encoder: CopyEncoder, us: number | null): void {
  if (us === null || us > INT4_MAX) encoder.null();
  else encoder.int32(us);
  if (us === null || us <= INT4_MAX) encoder.null();
  else encoder.int64(us);
}

/** Two columns: the value where it is a UUID in canonical form, and else the value. */
function identifier(encoder: CopyEncoder, value: string | null): void {
  const isUuid = value !== null && encoder.uuid(value);
  if (!isUuid) encoder.null();
  text(encoder, isUuid ? null : value);
}

function money(encoder: CopyEncoder, value: bigint | null): void {
  if (value === null) encoder.null();
  else encoder.bigint(value);
}

function int32(encoder: CopyEncoder, value: number | null): void {
  if (value === null) encoder.null();
  else encoder.int32(value);
}

function text(encoder: CopyEncoder, value: string | null): void {
  if (value === null) encoder.null();
  else encoder.text(value);
}

function tags(encoder: CopyEncoder, values: readonly string[] | null): void {
  if (values === null || values.length === 0) encoder.null();
  else encoder.array(OID.text, values.length, (index) => encoder.text(values[index] ?? ""));
}
