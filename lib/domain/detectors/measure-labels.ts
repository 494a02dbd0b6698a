import { type Message, message, t } from "@/lib/messages/translate";
import { formatChange } from "../format";
import type { DetectionKind } from "./detection";

/** What is detected, as screens and messages name it. */
export const DETECTION_LABELS: Readonly<Record<DetectionKind, Message>> = {
  regression: message("slowdown"),
  swap: message("model change"),
};

const MEASURE_LABELS: Readonly<Record<string, Message>> = {
  duration_ms: message("Typical duration"),
  duration_ms_p95: message("p95 of duration"),
  ttft_ms: message("Typical TTFT"),
  ttft_ms_p95: message("p95 of TTFT"),
  output_tokens_per_s: message("Tokens per second"),
  output_tokens: message("Answer length"),
  reasoning_share: message("Reasoning share"),
};

/** A measure in words; one that a newer version watches by its own name. */
export function measureLabel(measure: string): string {
  const label = MEASURE_LABELS[measure];
  return label ? t(label) : measure;
}

/** "p95 of duration +38.0 %". */
export function describeChange(measure: string, ratio: number | null): string {
  return `${measureLabel(measure)} ${formatChange(ratio === null ? null : ratio - 1)}`;
}
