import type { HourProfile, LogMoments } from "../hour-profile";

/** What the weights behind a name show themselves by. The order matters: speed is asked for what the first two do not say already. */
export const SWAP_MEASURES = ["outputTokens", "reasoningShare", "tokensPerSecond", "ttftMs"] as const;
export type SwapMeasure = (typeof SWAP_MEASURES)[number];

export type MeasureTraits = {
  /** Whether values are on the log scale, so that differences are ratios. */
  isLog: boolean;
  /** Whether a shift of it can be a swap by itself. Slower or faster answers alone come from machines, not from weights. */
  isPrimary: boolean;
  /** The deviation of shifts that a swap is expected to make. */
  usualShift: number;
  /** How likely a swap is taken to shift it at all. */
  odds: number;
  /** Hours are never taken to differ by less, on the measure's scale. */
  leastSpread: number;
};

export const MEASURE_TRAITS: Readonly<Record<SwapMeasure, MeasureTraits>> = {
  outputTokens: { isLog: true, isPrimary: true, usualShift: 0.2, odds: 0.5, leastSpread: 0.02 },
  reasoningShare: { isLog: false, isPrimary: true, usualShift: 0.1, odds: 0.5, leastSpread: 0.01 },
  tokensPerSecond: { isLog: true, isPrimary: false, usualShift: 0.25, odds: 0.3, leastSpread: 0.02 },
  ttftMs: { isLog: true, isPrimary: false, usualShift: 0.25, odds: 0.3, leastSpread: 0.02 },
};

/** The sums of a measure over an hour's attempts; all four are the same kind of sums, of logarithms or of shares. */
export function momentsOf(profile: HourProfile, measure: SwapMeasure): LogMoments {
  return profile[measure];
}
