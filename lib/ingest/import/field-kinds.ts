import { logRecordSchema } from "@/lib/contract/log-record";

export const RECORD_FIELDS: readonly string[] = Object.keys(logRecordSchema.shape);

export type FieldKind = "time" | "ms" | "number" | "flag" | "list" | "counts" | "outcome" | "text";

const KINDS: Readonly<Record<string, FieldKind>> = {
  started_at: "time",
  duration_ms: "ms",
  ttft_ms: "ms",
  http_status: "number",
  attempt: "number",
  policy_version: "number",
  stage: "number",
  revision: "number",
  input_tokens: "number",
  cached_input_tokens: "number",
  cache_write_tokens: "number",
  cache_write_1h_tokens: "number",
  output_tokens: "number",
  reasoning_tokens: "number",
  audio_input_tokens: "number",
  audio_output_tokens: "number",
  image_input_tokens: "number",
  cost_usd: "number",
  final: "flag",
  streamed: "flag",
  tags: "list",
  units: "counts",
  outcome: "outcome",
};

/** How the text of a file becomes a record's field; what is not listed stays text. */
export function fieldKind(field: string): FieldKind {
  return KINDS[field] ?? "text";
}
