import { outputRate, RATE_UNITS_PER_TOKEN_PER_S } from "@/lib/domain/comparison/output-rate";
import { US_PER_MS } from "@/lib/domain/time/units";
import { type Result, waitedMs } from "./result";

/** What is measured of a call, in ms and in tokens per second. */
export const MEASURES = ["ttft", "duration", "rate"] as const;
export type Measure = (typeof MEASURES)[number];

const READERS: Readonly<Record<Measure, (result: Result) => number | null>> = {
  ttft: (result) => (result.ttft_ms === null ? null : waitedMs(result) + result.ttft_ms),
  duration: (result) => waitedMs(result) + result.duration_ms,
  rate: ({ output_tokens, duration_ms, ttft_ms }) => {
    const answer = { outputTokens: output_tokens, durationUs: duration_ms * US_PER_MS, streamed: ttft_ms !== null };
    const rate = outputRate({ ...answer, ttftUs: ttft_ms === null ? null : ttft_ms * US_PER_MS });
    return rate === null ? null : rate / RATE_UNITS_PER_TOKEN_PER_S;
  },
};

/** A sample of a successful call, null of any other. Latencies count from when the call was due, the rate from its first token. */
export function sampleOf(measure: Measure, result: Result): number | null {
  return result.outcome === "ok" ? READERS[measure](result) : null;
}
