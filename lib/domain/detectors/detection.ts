export const DETECTION_KINDS = ["regression", "swap"] as const;
export type DetectionKind = (typeof DETECTION_KINDS)[number];

/** Why a detection is over: the series is as it was before, or the change has lasted so long that it is what is usual now. */
export const END_REASONS = ["back", "settled"] as const;
export type EndReason = (typeof END_REASONS)[number];

/**
 * Whether a series is tested: `learning` until there is enough to compare with, `frozen` without traffic, `faint` where no measure would
 * show a change within a week.
 */
export const SERIES_STATES = ["watched", "faint", "frozen", "learning"] as const;
export type SeriesState = (typeof SERIES_STATES)[number];

/** What a slowdown is sought in: geometric means, and the 95th percentiles, since a slow tail leaves the mean alone. */
export const SPEED_MEASURES = [
  "duration_ms",
  "duration_ms_p95",
  "ttft_ms",
  "ttft_ms_p95",
  "output_tokens_per_s",
] as const;
export type SpeedMeasure = (typeof SPEED_MEASURES)[number];

/** How one measure changed: `after` as observed, `before` what the same traffic had before, in the measure's own unit. */
export type MeasuredChange<Measure extends string = string> = {
  readonly measure: Measure;
  readonly before: number;
  readonly after: number;
  /** `after` over `before`, and its 95 % interval; an end that the samples are too few for is null. */
  readonly ratio: number;
  readonly interval: readonly [low: number | null, high: number | null];
  readonly count: number;
  /** Whether the test found it in this measure; of the others the change is said beside it. */
  readonly isFound: boolean;
};
