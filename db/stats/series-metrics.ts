import type { PercentileMetric, PercentilePoint, SeriesMetric, ValuePoint } from "@/lib/contract/series";
import { OUTCOMES } from "@/lib/domain/outcome";
import { judgedOf } from "@/lib/domain/uptime/uptime";
import { costOf, outcomesOf } from "../aggregates/aggregate-stats";
import type { AggregateGroup } from "../aggregates/group-types";
import { ROLLUP_METRIC_OF, shownValue } from "../aggregates/percentiles-of";
import { quantilesOfSamples } from "../aggregates/summarize-samples";
import type { RollupMetric, RollupSum } from "../schema/rollup-columns";

export type SeriesPoint = PercentilePoint | ValuePoint;

/** What a metric reads, and what it makes of one group, or of none, at the bucket that begins at an instant. */
export type MetricReading = {
  sums: readonly RollupSum[];
  metrics: readonly RollupMetric[];
  point: (at: string, group: AggregateGroup | undefined) => SeriesPoint;
};

const SHOWN_SHARES = [0.5, 0.95, 0.99] as const;

/** How each metric of a series is read. Its n counts its own samples: judged attempts for the error rate. */
export function metricReading(metric: SeriesMetric): MetricReading {
  switch (metric) {
    case "ttft_ms":
    case "duration_ms":
    case "output_tokens_per_s":
      return percentileReading(metric);
    case "error_rate":
      return { sums: OUTCOMES, metrics: [], point: valuePoint(errorRateOf) };
    case "requests":
      return {
        sums: ["attempts", "requests"],
        metrics: [],
        point: valuePoint(({ sums }) => ({ n: sums.attempts, value: sums.requests })),
      };
    case "cost_usd":
      return {
        sums: ["attempts", "priced", "estimated", "cost_pico"],
        metrics: [],
        point: valuePoint(({ sums }) => ({ n: sums.attempts, value: costOf(sums).cost_usd })),
      };
  }
}

type Value = Pick<ValuePoint, "n" | "value">;

// Points are written out field by field: there are ten thousand in a chart, and spreading objects costs more than all the rest.
function valuePoint(read: (group: AggregateGroup) => Value): MetricReading["point"] {
  return (at, group) => {
    if (!group) return { at, n: 0, value: null };
    const { n, value } = read(group);
    return { at, n, value };
  };
}

function errorRateOf({ sums }: AggregateGroup): Value {
  const { ok, failed } = judgedOf(outcomesOf(sums), true);
  return { n: ok + failed, value: ok + failed === 0 ? null : failed / (ok + failed) };
}

function percentileReading(metric: PercentileMetric): MetricReading {
  const stored = ROLLUP_METRIC_OF[metric];
  return {
    sums: [],
    metrics: [stored],
    point: (at, group) => {
      const own = group?.samples[stored];
      if (!own) return { at, n: 0, p50: null, p95: null, p99: null };
      const [p50 = null, p95 = null, p99 = null] = quantilesOfSamples([own], SHOWN_SHARES);
      return {
        at,
        n: own.n,
        p50: shownValue(p50, stored),
        p95: shownValue(p95, stored),
        p99: shownValue(p99, stored),
      };
    },
  };
}
