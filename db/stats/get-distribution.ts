import type { Filters } from "@/lib/contract/common";
import type { Distribution } from "@/lib/contract/distribution";
import type { PercentileMetric } from "@/lib/contract/series";
import { nearestRank, quantilesOfSketch } from "@/lib/domain/sketch/percentile";
import { Sketch, type SketchBin } from "@/lib/domain/sketch/sketch";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { samplesOf } from "../aggregates/aggregate-stats";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import { groupByNames } from "../aggregates/group-by-names";
import type { Retention, Samples } from "../aggregates/group-types";
import { mapYielding } from "../aggregates/map-yielding";
import { ROLLUP_METRIC_OF, UNITS_PER_SHOWN } from "../aggregates/percentiles-of";
import { readTextGroups } from "../aggregates/read-text-groups";
import { exactValues, rangeOf, withSketch } from "../aggregates/summarize-samples";
import type { Db } from "../client";

/** The points of the quantile curve: every percent, closer towards the tail. */
const CURVE = [...Array.from({ length: 100 }, (_, percent) => percent / 100), 0.995, 0.999, 1];

export type DistributionInput = {
  window: TimeWindow;
  filters: Filters;
  metric: PercentileMetric;
  now: Date;
  retention: Retention;
};

/** The quantile curve and the histogram of one metric for every model that has samples; q 0 is the least one. */
export async function getDistribution(db: Db, input: DistributionInput): Promise<Distribution> {
  const { window, filters, metric, now, retention } = input;
  const stored = ROLLUP_METRIC_OF[metric];
  const unit = UNITS_PER_SHOWN[stored];
  const read = await readTextGroups(db, {
    buckets: [minuteSpan(window)],
    filters,
    groupBy: ["model"],
    sums: [],
    metrics: [stored],
    retention,
  });
  const models = await mapYielding(groupByNames(read.groups), ({ names, groups }) => {
    const { n, values, bins } = curveOf(samplesOf(groups, stored));
    return {
      model: names.model ?? "",
      n,
      quantiles: CURVE.flatMap((q, index) => {
        const value = values[index] ?? null;
        return value === null ? [] : [{ q, value: value / unit }];
      }),
      bins: bins.map(({ lo, hi, count }) => ({ from: lo / unit, to: (hi + 1) / unit, count })),
    };
  });
  return {
    ...answeredWindow(read, now),
    metric,
    method: read.method,
    filters,
    models: models.filter(({ n }) => n > 0),
  };
}

function curveOf(samples: readonly Samples[]): { n: number; values: (number | null)[]; bins: SketchBin[] } {
  const sorted = exactValues(samples);
  if (sorted) {
    const sketch = new Sketch();
    for (const value of sorted) sketch.add(value);
    return { n: sorted.length, values: CURVE.map((q) => nearestRank(sorted, q)), bins: sketch.bins() };
  }
  const range = rangeOf(samples);
  return withSketch(samples, (sketch) => {
    const values = quantilesOfSketch(sketch, CURVE, range);
    // The ends are known exactly, beside the sketch.
    values[0] = range?.min ?? null;
    values[CURVE.length - 1] = range?.max ?? null;
    return { n: sketch.n, values, bins: sketch.bins() };
  });
}
