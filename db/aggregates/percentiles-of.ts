import { percentilesReply } from "@/lib/contract/percentiles-reply";
import type { PercentileMetric } from "@/lib/contract/series";
import type { Percentiles } from "@/lib/contract/stats";
import { recordOf } from "@/lib/domain/record-of";
import { type Band, PERCENTILES, type Summary } from "@/lib/domain/sketch/summary";
import type { RollupMetric } from "../schema/rollup-columns";

export const ROLLUP_METRIC_OF: Record<PercentileMetric, RollupMetric> = {
  ttft_ms: "ttft",
  duration_ms: "duration",
  output_tokens_per_s: "rate",
};

/** Stored units per shown unit: µs per ms, and 10⁻⁵ tokens per second. */
export const UNITS_PER_SHOWN: Record<RollupMetric, number> = { ttft: 1_000, duration: 1_000, rate: 100_000 };

/** A summary as answers have it. */
export function percentilesOf(summary: Summary, metric: RollupMetric): Percentiles {
  return percentilesReply(shownSummary(summary, metric));
}

/** A summary in the unit answers have. */
export function shownSummary(summary: Summary, metric: RollupMetric): Summary {
  const shown = (value: number | null) => shownValue(value, metric);
  return {
    ...summary,
    min: shown(summary.min),
    max: shown(summary.max),
    ...recordOf(PERCENTILES, (name) => shown(summary[name])),
    bands: recordOf(PERCENTILES, (name): Band => [shown(summary.bands[name][0]), shown(summary.bands[name][1])]),
  };
}

/** A stored value in the unit answers have. */
export function shownValue(value: number | null, metric: RollupMetric): number | null {
  return value === null ? null : value / UNITS_PER_SHOWN[metric];
}
