import type { PercentileMetric, PercentilePoint, SeriesMetric, ValuePoint } from "@/lib/contract/series";
import { judgedOf } from "@/lib/domain/uptime";
import type { RollupMetric, RollupSum } from "../schema/rollup-columns";
import type { Cell } from "./cell-types";
import { costOf, outcomesOf } from "./figures-of";
import { ROLLUP_METRIC_OF, shownValue } from "./percentiles-of";
import { quantilesOfSamples } from "./summarize-samples";

export type SeriesPoint = Omit<PercentilePoint, "at"> | Omit<ValuePoint, "at">;

/** What a metric reads, and what it makes of one cell. */
export type MetricReading = {
  sums: readonly RollupSum[];
  metrics: readonly RollupMetric[];
  point: (cell: Cell) => SeriesPoint;
  empty: SeriesPoint;
};

const JUDGED_SUMS = ["ok", "rate_limited", "server_error", "timeout", "client_error", "cancelled"] as const;
const NO_VALUE = { n: 0, value: null };

/** How each metric of a series is read. Its n counts its own samples: judged attempts for the error rate. */
export function metricReading(metric: SeriesMetric): MetricReading {
  switch (metric) {
    case "ttft_ms":
    case "duration_ms":
    case "output_tokens_per_s":
      return percentileReading(metric);
    case "error_rate":
      return { sums: JUDGED_SUMS, metrics: [], empty: NO_VALUE, point: errorRatePoint };
    case "requests":
      return {
        sums: ["attempts", "requests"],
        metrics: [],
        empty: NO_VALUE,
        point: ({ sums }) => ({ n: sums.attempts, value: sums.requests }),
      };
    case "cost_usd":
      return {
        sums: ["attempts", "priced", "estimated", "cost_pico"],
        metrics: [],
        empty: NO_VALUE,
        point: ({ sums }) => ({ n: sums.attempts, value: costOf(sums).cost_usd }),
      };
  }
}

function errorRatePoint({ sums }: Cell): SeriesPoint {
  const { ok, failed } = judgedOf(outcomesOf(sums), true);
  return { n: ok + failed, value: ok + failed === 0 ? null : failed / (ok + failed) };
}

function percentileReading(metric: PercentileMetric): MetricReading {
  const stored = ROLLUP_METRIC_OF[metric];
  return {
    sums: [],
    metrics: [stored],
    empty: { n: 0, p50: null, p95: null, p99: null },
    point: ({ samples }) => {
      const own = samples[stored];
      if (!own) return { n: 0, p50: null, p95: null, p99: null };
      const [p50, p95, p99] = quantilesOfSamples([own], [0.5, 0.95, 0.99]).map((value) => shownValue(value, stored));
      return { n: own.n, p50: p50 ?? null, p95: p95 ?? null, p99: p99 ?? null };
    },
  };
}
