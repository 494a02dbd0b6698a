import type { BreakerPolicy } from "../../breaker/policy";

/** When a model is left and tried again, where a policy says nothing else. */
export const DEFAULT_FAILOVER = {
  latency: { metric: "ttft_ms", percentile: 99, max_ms: 800 },
  max_error_rate: 0.005,
  window_requests: 100,
  window_seconds: 300,
  min_requests: 50,
  min_failures: 1,
  cooldown_seconds: 60,
  dwell_seconds: 30,
  ramp: [0.1, 0.5, 1],
} satisfies BreakerPolicy;
