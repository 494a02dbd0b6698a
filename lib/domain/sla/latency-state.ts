/** How a percentile stands against what is asked of it: `unsure` while its band has the target within it. */
export type LatencyState = "met" | "missed" | "unsure" | "nothing";

/** Missed where the whole band is beyond the target, met where it is within; a side without a bound decides nothing. */
export function latencyState(
  n: number,
  [low, high]: readonly [number | null, number | null],
  targetMs: number,
): LatencyState {
  if (n === 0) return "nothing";
  if (low !== null && low > targetMs) return "missed";
  return high !== null && high <= targetMs ? "met" : "unsure";
}
