"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartLegend } from "@/components/charts/chart-legend";
import { QuantileCurve } from "@/components/charts/lazy-plots";
import { useHiddenLines } from "@/components/charts/use-hidden-lines";
import type { ReportQuery } from "@/components/shell/report-params";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeCount, describeMethod, describeRange } from "@/components/ui/describe";
import { Segmented } from "@/components/ui/segmented";
import { readOptions } from "@/lib/client/read-options";
import type { Distribution } from "@/lib/contract/distribution";
import { formatMs, formatRate } from "@/lib/domain/format";
import { COMPARE_METRICS, type CompareMetric } from "./compare-queries";
import { prepareQuantiles } from "./prepare-quantiles";

const LABELS = { ttft_ms: "TTFT", duration_ms: "Duration", output_tokens_per_s: "Output rate" };
const HEIGHT = 280;

type CurveChartProps = {
  query: ReportQuery;
  picked: string[];
  metric: CompareMetric;
  onMetric: (metric: CompareMetric) => void;
};

/** The whole distribution of each picked model, as served, its tail given room. */
export function CurveChart({ query, picked, metric, onMetric }: CurveChartProps) {
  const { tz } = useReport();
  const distribution = useLiveQuery(readOptions("/api/v1/stats/distribution", { ...query, model: picked, metric }));
  const { hiddenOf, shown, onToggle, onOnly } = useHiddenLines();
  const format = metric === "output_tokens_per_s" ? formatRate : formatMs;
  return (
    <ChartFrame
      title={`${LABELS[metric]} by quantile, as served`}
      span={6}
      query={distribution}
      height={HEIGHT}
      subtitle={(data) =>
        `${describeRange(data, tz)} · ${describeCount(
          data.models.reduce((sum, { n }) => sum + n, 0),
          "samples",
        )} · ${describeMethod(data.method)} · logarithmic axis${describeLeftOut(picked, data)}`
      }
      explain={{
        formula: "value of rank ⌈q · n⌉ for each q",
        note: "The axis gives each further nine of the tail equal room; the value axis is logarithmic. Quantiles with fewer than five samples beyond them are not drawn.",
      }}
      isEmpty={(data) => data.models.every(({ n }) => n === 0)}
      emptyHint={
        metric === "ttft_ms"
          ? "None of these models streamed an answer in this window."
          : "No successful attempts in this window."
      }
      table={(data) => {
        const { rows, lines } = prepareQuantiles(data);
        const number = (value: string | number | null) => format(typeof value === "number" ? value : null);
        return {
          columns: [
            { label: "Quantile", format: (value) => `p${Number((Number(value) * 100).toFixed(3))}` },
            ...lines.map(({ label }) => ({ label, format: number })),
          ],
          rows: rows.map(({ q, values }) => [q, ...lines.map(({ key }) => values[key] ?? null)]),
        };
      }}
      actions={
        <Segmented
          label="Metric of the curve"
          options={COMPARE_METRICS.map((value) => ({ value, label: LABELS[value] }))}
          value={metric}
          onChange={onMetric}
        />
      }
    >
      {(data) => {
        const plot = prepareQuantiles(data);
        return (
          <>
            <ChartLegend items={plot.lines} {...{ hidden: hiddenOf(plot.lines), onToggle, onOnly }} />
            <QuantileCurve
              {...plot}
              lines={shown(plot.lines)}
              label={`${LABELS[metric]} by quantile`}
              height={HEIGHT - 24}
              formatValue={format}
            />
          </>
        );
      }}
    </ChartFrame>
  );
}

/** Which picked models have no curve. */
function describeLeftOut(picked: readonly string[], { models }: Distribution): string {
  const without = picked.filter((name) => !models.some(({ model, n }) => model === name && n > 0));
  return without.length === 0 ? "" : ` · no samples of ${without.join(", ")}`;
}
