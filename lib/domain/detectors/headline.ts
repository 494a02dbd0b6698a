import type { MeasuredChange } from "./detection";

/** What says most to whoever waits for answers comes first. */
const ORDER = ["duration_ms_p95", "duration_ms", "ttft_ms_p95", "ttft_ms", "output_tokens_per_s"];

/** The one change that stands for a detection: of those the test found, the one that is felt most; null of none. */
export function headlineOf<Change extends Pick<MeasuredChange, "measure">>(found: readonly Change[]): Change | null {
  const placeOf = ({ measure }: Change) => (ORDER.includes(measure) ? ORDER.indexOf(measure) : ORDER.length);
  return [...found].sort((a, b) => placeOf(a) - placeOf(b))[0] ?? null;
}
