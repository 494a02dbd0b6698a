import type { BreakerPolicy } from "../../breaker/policy";
import { DEFAULT_FAILOVER } from "../policies/default-failover";

/** What the tests of thresholds are about: failures alone, unless a limit for latency is added. */
export const SAMPLE_POLICY: BreakerPolicy = { ...DEFAULT_FAILOVER, latency: null };

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
