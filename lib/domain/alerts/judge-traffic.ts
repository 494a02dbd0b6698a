import { failedShare, type Judged } from "../uptime/uptime";
import type { Verdict } from "./alert-state";

/** Whether more than the share `above` of judged attempts failed; of fewer than `minAttempts` nothing is said. */
export function judgeErrorRate(
  counts: Judged,
  { above, minAttempts }: { above: number; minAttempts: number },
): Verdict {
  const rate = failedShare(counts);
  if (rate === null || counts.ok + counts.failed < minAttempts) return "unmeasured";
  return rate > above ? "breached" : "ok";
}

/** Whether a percentile is above its limit, which is said of the samples that its band needs, and of no fewer. */
export function judgePercentile({ n, isAbove }: { n: number; isAbove: boolean }, needed: number): Verdict {
  if (n === 0 || n < needed) return "unmeasured";
  return isAbove ? "breached" : "ok";
}

/** Whether spend is above its limit, both in pico USD; unknown where nothing has a price. */
export function judgeSpend(costPico: bigint | null, limitPico: bigint | null): Verdict {
  if (costPico === null || limitPico === null) return "unmeasured";
  return costPico > limitPico ? "breached" : "ok";
}

/** Whether a model failed over often enough. */
export function judgeFailovers(n: number, atLeast: number): Verdict {
  return n >= atLeast ? "breached" : "ok";
}
