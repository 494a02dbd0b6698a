"use client";

import { formatDurationTick } from "@/components/charts/axis-ticks";
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
import { message, t, textOf } from "@/lib/messages/translate";
import { COMPARE_METRICS, type CompareMetric } from "./compare-queries";
import { prepareQuantiles } from "./prepare-quantiles";

const LABELS = {
  ttft_ms: "TTFT",
  duration_ms: message("Duration"),
  output_tokens_per_s: message("Output rate"),
};
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
  const [format, formatTick] =
    metric === "output_tokens_per_s" ? [formatRate, formatRate] : [formatMs, formatDurationTick];
  return (
    <ChartFrame
      title={t("{metric} by quantile, as served", { metric: textOf(LABELS[metric]) })}
      span={6}
      query={distribution}
      height={HEIGHT}
      subtitle={(data) =>
        [
          describeRange(data, tz),
          describeCount(
            data.models.reduce((sum, { n }) => sum + n, 0),
            t("samples"),
          ),
          describeMethod(data.method),
          t("logarithmic axis"),
          ...describeLeftOut(picked, data),
        ].join(" · ")
      }
      explain={{
        formula: t("value of rank ⌈q · n⌉ for each q"),
        note: t(
          "The axis gives each further nine of the tail equal room; the value axis is logarithmic. Quantiles with fewer than five samples beyond them are not drawn.",
        ),
      }}
      isEmpty={(data) => data.models.every(({ n }) => n === 0)}
      emptyHint={
        metric === "ttft_ms"
          ? t("None of these models streamed an answer in this window.")
          : t("No successful attempts in this window.")
      }
      table={(data) => {
        const { rows, lines } = prepareQuantiles(data);
        const number = (value: string | number | null) => format(typeof value === "number" ? value : null);
        return {
          columns: [
            { label: t("Quantile"), format: (value) => `p${Number((Number(value) * 100).toFixed(3))}` },
            ...lines.map(({ label }) => ({ label, format: number })),
          ],
          rows: rows.map(({ q, values }) => [q, ...lines.map(({ key }) => values[key] ?? null)]),
        };
      }}
      actions={
        <Segmented
          label={t("Metric of the curve")}
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
              label={t("{metric} by quantile", { metric: textOf(LABELS[metric]) })}
              height={HEIGHT - 24}
              formatValue={format}
              formatTick={formatTick}
            />
          </>
        );
      }}
    </ChartFrame>
  );
}

/** Which picked models have no curve. */
function describeLeftOut(picked: readonly string[], { models }: Distribution): string[] {
  const without = picked.filter((name) => !models.some(({ model, n }) => model === name && n > 0));
  return without.length === 0 ? [] : [t("no samples of {models}", { models: without.join(", ") })];
}
