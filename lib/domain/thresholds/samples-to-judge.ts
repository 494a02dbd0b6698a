import type { BreakerPolicy } from "../../breaker/policy";
import { samplesNeeded } from "../sketch/summary";

/** A percentile that a policy judges latency by, and the samples that its 95 % band needs. */
export type PercentileNeed = { name: string; needed: number };

/** Fewer say nothing of a model. */
export const LEAST_JUDGED = 10;

/** What a policy's latency rule needs to be judged well, whatever its `min_requests`: 299 samples for p99. Null without one. */
export function percentileNeed({ latency }: Pick<BreakerPolicy, "latency">): PercentileNeed | null {
  return latency && { name: `p${latency.percentile}`, needed: samplesNeeded(latency.percentile / 100) };
}

/** The fewest judged attempts that a policy may be advised to judge by. */
export function leastToAdvise(policy: Pick<BreakerPolicy, "latency">): number {
  return Math.max(LEAST_JUDGED, percentileNeed(policy)?.needed ?? 0);
}
