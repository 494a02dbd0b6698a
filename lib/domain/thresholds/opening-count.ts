import { rankOf } from "../../breaker/nearest-rank";
import type { BreakerPolicy } from "../../breaker/policy";

/** The least failures that open a model in a window of n judged attempts; more than n where none do. */
export function failuresToOpen(
  { max_error_rate: rate, min_failures: atLeast }: Pick<BreakerPolicy, "max_error_rate" | "min_failures">,
  n: number,
): number {
  let needed = Math.max(atLeast, Math.floor(rate * n));
  // As the breaker compares, so that the sentence and the machine never disagree on the edge.
  while (needed / n <= rate) needed++;
  return needed;
}

/** The least samples above the limit that put the nearest-rank percentile of so many samples above it. */
export function slowToOpen(percentile: number, samples: number): number {
  return samples - rankOf(percentile / 100, samples) + 1;
}

type Window = Pick<BreakerPolicy, "max_error_rate" | "min_failures" | "window_requests">;

/** Whether another error rate opens a model at just the same failures, however full its window is: half-open it has few. */
export function opensAlike(policy: Window, rate: number): boolean {
  const other = { ...policy, max_error_rate: rate };
  for (let n = 1; n <= policy.window_requests; n++) {
    // Where neither opens, how far each is from it does not matter.
    if (Math.min(failuresToOpen(policy, n), n + 1) !== Math.min(failuresToOpen(other, n), n + 1)) return false;
  }
  return true;
}
