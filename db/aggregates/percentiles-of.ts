import type { PercentileMetric } from "@/lib/contract/series";
import type { Percentiles } from "@/lib/contract/stats";
import type { Band, Summary } from "@/lib/domain/sketch/percentile";
import type { RollupMetric } from "../schema/rollup-columns";

export const ROLLUP_METRIC_OF: Record<PercentileMetric, RollupMetric> = {
  ttft_ms: "ttft",
  duration_ms: "duration",
  output_tokens_per_s: "rate",
};

/** Stored units per shown unit: µs per ms, and 10⁻⁵ tokens per second. */
export const UNITS_PER_SHOWN: Record<RollupMetric, number> = { ttft: 1_000, duration: 1_000, rate: 100_000 };

/** A summary in the unit answers have. */
export function percentilesOf(summary: Summary, metric: RollupMetric): Percentiles {
  const shown = (value: number | null) => shownValue(value, metric);
  const band = ([lo, hi]: Band): Band => [shown(lo), shown(hi)];
  return {
    n: summary.n,
    min: shown(summary.min),
    max: shown(summary.max),
    p50: shown(summary.p50),
    p95: shown(summary.p95),
    p99: shown(summary.p99),
    bands: { p50: band(summary.bands.p50), p95: band(summary.bands.p95), p99: band(summary.bands.p99) },
  };
}

/** A stored value in the unit answers have. */
export function shownValue(value: number | null, metric: RollupMetric): number | null {
  return value === null ? null : value / UNITS_PER_SHOWN[metric];
}
