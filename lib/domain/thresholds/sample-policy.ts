import type { BreakerPolicy } from "../../breaker/policy";

/** What the tests of thresholds are about: failures alone, unless a limit for latency is added. */
export const SAMPLE_POLICY: BreakerPolicy = {
  latency: null,
  max_error_rate: 0.005,
  window_requests: 100,
  window_seconds: 300,
  min_requests: 50,
  min_failures: 1,
  cooldown_seconds: 60,
  dwell_seconds: 30,
  ramp: [0.1, 0.5, 1],
};

export const SAMPLE_P99 = { metric: "duration_ms", percentile: 99, max_ms: 800 } as const;

/** Latencies of which a share is above the limit of SAMPLE_P99. */
export const slowShare = (slow: number, sampleShare = 1) => ({
  sampleShare,
  points: [
    [1, 0],
    [800, 1 - slow],
    [2_000, 1],
  ] as const,
});
