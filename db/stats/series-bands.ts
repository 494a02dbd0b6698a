import { PERCENTILE_METRICS, type PercentilePoint, type SeriesMetric } from "@/lib/contract/series";
import { summarizeBuckets } from "@/lib/domain/sketch/summarize-buckets";
import { decodeSamples } from "../aggregates/decode-samples";
import type { AggregateGroup } from "../aggregates/group-types";
import { ROLLUP_METRIC_OF, shownSummary } from "../aggregates/percentiles-of";

/** The bands of each bucket of a line; none where it has no samples, or the metric none. */
export function bandsOf(
  buckets: readonly (AggregateGroup<never> | undefined)[],
  metric: SeriesMetric,
): PercentilePoint["bands"][] {
  const measured = PERCENTILE_METRICS.find((name) => name === metric);
  if (measured === undefined) return [];
  const stored = ROLLUP_METRIC_OF[measured];
  const samples = buckets.map((group, bucket) => {
    const own = group?.samples[stored];
    return own && own.n > 0 ? decodeSamples(own, bucket) : null;
  });
  return summarizeBuckets(samples).map((summary) => {
    if (summary === null) return undefined;
    const { p50, p95, p99 } = shownSummary(summary, stored).bands;
    return { p50, p95, p99 };
  });
}
