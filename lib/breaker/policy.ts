import { rankOf } from "./nearest-rank";

export type LatencyTrigger = {
  metric: "ttft_ms" | "duration_ms";
  /** Above 0, up to 100. */
  percentile: number;
  max_ms: number;
};

/** The numbers a breaker goes by, named as in a tier's policy (`failover`). */
export type BreakerPolicy = {
  latency: LatencyTrigger | null;
  max_error_rate: number;
  window_requests: number;
  window_seconds: number;
  min_requests: number;
  min_failures: number;
  cooldown_seconds: number;
  dwell_seconds: number;
  ramp: readonly number[];
};

const SECOND_US = 1_000_000;

/** How long an open model is left alone. */
export function openForUs(policy: BreakerPolicy): number {
  return Math.max(policy.cooldown_seconds, policy.dwell_seconds) * SECOND_US;
}

/** The least time between two transitions. */
export function dwellUs(policy: BreakerPolicy): number {
  return policy.dwell_seconds * SECOND_US;
}

/** Attempts that ended before this have left the window. */
export function windowFromUs(policy: BreakerPolicy, clockUs: number): number {
  return clockUs - policy.window_seconds * SECOND_US;
}

/** The step a breaker stands on, for a ramp that may have become shorter since it got there. */
export function stepOf(policy: BreakerPolicy, step: number): { share: number; last: boolean } {
  const end = policy.ramp.length - 1;
  return { share: policy.ramp[Math.min(step, end)] ?? 1, last: step >= end };
}

/** Judged attempts needed for a verdict at a share of the traffic: max(1, ⌈min_requests × share⌉) as the decimals say. */
export function minRequestsAt(policy: BreakerPolicy, share: number): number {
  return rankOf(share, policy.min_requests);
}
