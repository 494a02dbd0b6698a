import { type Message, message, t } from "@/lib/messages/translate";
import { formatChange } from "../format";
import type { Translate } from "../in-english";
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
export function measureLabel(measure: string, translate: Translate = t): string {
  const label = MEASURE_LABELS[measure];
  return label ? translate(label) : measure;
}

/** "p95 of duration +38.0 %". */
export function describeChange(measure: string, ratio: number | null, translate: Translate = t): string {
  return `${measureLabel(measure, translate)} ${formatChange(ratio === null ? null : ratio - 1)}`;
}

type Interval = { low: number | null; high: number | null };

/** "+31.2 % to +45.0 %"; an end that the samples are too few for is "?". */
export function describeInterval({ low, high }: Interval, translate: Translate = t): string {
  const end = (ratio: number | null) => (ratio === null ? "?" : formatChange(ratio - 1));
  return translate(message("{low} to {high}", { low: end(low), high: end(high) }));
}

/** "p95 of duration +38.0 % (+31.2 % to +45.0 %)": with its 95 % interval. */
export function describeEffect(
  change: Interval & { measure: string; ratio: number },
  translate: Translate = t,
): string {
  return translate(
    message("{change} ({interval})", {
      change: describeChange(change.measure, change.ratio, translate),
      interval: describeInterval(change, translate),
    }),
  );
}
