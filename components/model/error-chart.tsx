"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartLegend } from "@/components/charts/chart-legend";
import { TimeLines } from "@/components/charts/lazy-plots";
import { withSpanColumn } from "@/components/charts/plot-spans";
import { prepareGroups, seriesSamples } from "@/components/charts/prepare-time-plot";
import { timeTable } from "@/components/charts/time-table";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeCount, describeRange } from "@/components/ui/describe";
import { readOptions } from "@/lib/client/read-options";
import { formatPercent } from "@/lib/domain/format";
import { ChartNotes } from "./chart-notes";
import { errorsByRegionQuery } from "./model-query";
import { errorThresholds } from "./policy-thresholds";
import { SPANS_LABEL, useFailoverSpans } from "./use-failover-spans";
import { useModelQuery } from "./use-model-query";

const HEIGHT = 220;

/** Where and when a model failed. */
export function ErrorChart({ model }: { model: string }) {
  const { tz } = useReport();
  const query = useModelQuery(model);
  const series = useLiveQuery(readOptions("/api/v1/stats/series", errorsByRegionQuery(query)));
  const spansUntil = useFailoverSpans(query);
  const bundle = useLiveQuery(readOptions("/api/v1/policies", {}));
  return (
    <ChartFrame
      title="Error rate by region"
      span={6}
      query={series}
      height={HEIGHT}
      subtitle={(data) =>
        `${describeRange(data, tz)} · per ${data.step} · ${describeCount(seriesSamples(data), "counted attempts")}`
      }
      explain={{
        formula: "failures ÷ (ok + failures) of each bucket and region",
        note: "A dashed level is where a policy fails over, by a window of its own that is shorter than a bucket. Shaded is when a breaker was open or half-open.",
      }}
      isEmpty={(data) => seriesSamples(data) === 0}
      emptyHint="No counted attempts in this window."
      table={(data) => {
        const plot = prepareGroups(data);
        const spans = spansUntil(plot.to) ?? [];
        return withSpanColumn(timeTable(plot, tz, { unit: "share", format: formatPercent }), plot, {
          label: SPANS_LABEL,
          spans,
        });
      }}
    >
      {(data) => {
        const plot = prepareGroups(data);
        const spans = spansUntil(plot.to);
        const limits = bundle.data ? errorThresholds(bundle.data, { model, scope: query }) : null;
        return (
          <>
            <ChartLegend items={plot.lines} />
            <TimeLines
              {...plot}
              label={`Error rate of ${model} by region`}
              zone={tz}
              height={HEIGHT - 24}
              formatValue={formatPercent}
              isShare
              thresholds={limits?.lines ?? []}
              spans={spans ?? []}
            />
            <ChartNotes model={model} words={limits?.words ?? null} spans={spans} window={plot} />
          </>
        );
      }}
    </ChartFrame>
  );
}
