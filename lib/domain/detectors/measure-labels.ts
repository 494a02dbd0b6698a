import { formatChange } from "../format";
import type { DetectionKind } from "./detection";

/** What is detected, as screens and messages name it. */
export const DETECTION_LABELS: Readonly<Record<DetectionKind, string>> = {
  regression: "slowdown",
  swap: "model change",
};

const MEASURE_LABELS: Readonly<Record<string, string>> = {
  duration_ms: "Typical duration",
  duration_ms_p95: "p95 of duration",
  ttft_ms: "Typical TTFT",
  ttft_ms_p95: "p95 of TTFT",
  output_tokens_per_s: "Tokens per second",
  output_tokens: "Answer length",
  reasoning_share: "Reasoning share",
};

/** A measure in words; one that a newer version watches by its own name. */
export function measureLabel(measure: string): string {
  return MEASURE_LABELS[measure] ?? measure;
}

/** "p95 of duration +38.0 %". */
export function describeChange(measure: string, ratio: number | null): string {
  return `${measureLabel(measure)} ${formatChange(ratio === null ? null : ratio - 1)}`;
}
