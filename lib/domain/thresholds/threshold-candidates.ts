import type { BreakerPolicy } from "../../breaker/policy";
import type { ModelTraffic } from "./model-traffic";
import { leastToAdvise, percentileNeed } from "./samples-to-judge";
import { windowHolds } from "./window-content";

export type ThresholdChange = Partial<
  Pick<BreakerPolicy, "min_failures" | "window_requests" | "window_seconds" | "min_requests">
>;

/** A longer window would still remember an outage long after it is over. */
export const WINDOW_SECONDS_MAX = 3_600;
const WINDOWS = [20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000];

/**
 * Windows to try, from the present one to the widest, each judged from its share of it as now and from more; where the rules
 * sleep (`isAsleep`) also longer ones, and from fewer where an hour holds no more. Where latency is judged, no other `min_requests`
 * than the present one is less than a percentile needs.
 */
export function* thresholdCandidates(
  policy: BreakerPolicy,
  traffic: readonly ModelTraffic[],
  isAsleep: boolean,
): Generator<ThresholdChange> {
  const slowest = Math.min(...traffic.map(({ perSecond }) => perSecond));
  const metric = policy.latency?.metric;
  const sampleShare = Math.min(1, ...traffic.map((model) => (metric && model[metric]?.sampleShare) || 1));
  const least = percentileNeed(policy)?.needed ?? 0;
  const isEnough = (judged: number) => judged === policy.min_requests || judged >= least;
  const wider = WINDOWS.filter((window) => window > policy.window_requests);
  for (const window of [policy.window_requests, ...wider]) {
    const isPresent = window === policy.window_requests;
    const share = policy.min_requests / policy.window_requests;
    const scaled = isPresent ? policy.min_requests : Math.ceil(share * window);
    const lengths = [
      ...(isPresent ? [policy.window_seconds] : []),
      ...(isPresent && isAsleep ? [secondsFor((1.3 * scaled) / sampleShare, slowest)] : []),
      ...(isPresent && !isAsleep ? [] : [secondsFor(1.2 * window, slowest)]),
    ].map((seconds) => Math.max(policy.window_seconds, seconds));
    for (const window_seconds of new Set(lengths)) {
      const size = { window_requests: window, window_seconds };
      const held = windowHolds(size, slowest) * sampleShare;
      const most = Math.floor(0.9 * held);
      if (isEnough(scaled)) yield { ...size, min_requests: scaled };
      if (most > scaled && isEnough(most)) yield { ...size, min_requests: most };
      const fewer = Math.floor(0.8 * held);
      if (isAsleep && fewer < scaled && fewer >= leastToAdvise(policy)) yield { ...size, min_requests: fewer };
    }
  }
}

/** Whole minutes in which so many requests come, up to the longest window. */
function secondsFor(requests: number, perSecond: number): number {
  return Math.min(Math.ceil(requests / perSecond / 60) * 60, WINDOW_SECONDS_MAX);
}
