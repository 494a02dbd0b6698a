"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartLegend } from "@/components/charts/chart-legend";
import { TimeLines } from "@/components/charts/lazy-plots";
import { prepareGroups, seriesSamples } from "@/components/charts/prepare-time-plot";
import { timeTable } from "@/components/charts/time-table";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeCount, describeRange } from "@/components/ui/describe";
import { readOptions } from "@/lib/client/read-options";
import { formatPercent } from "@/lib/domain/format";
import { errorsByRegionQuery } from "./model-query";
import { useModelQuery } from "./use-model-query";

const HEIGHT = 220;

/** Where and when a model failed. */
export function ErrorChart({ model }: { model: string }) {
  const { tz } = useReport();
  const query = useModelQuery(model);
  const series = useLiveQuery(readOptions("/api/v1/stats/series", errorsByRegionQuery(query)));
  return (
    <ChartFrame
      title="Error rate by region"
      span={6}
      query={series}
      height={HEIGHT}
      subtitle={(data) =>
        `${describeRange(data, tz)} · per ${data.step} · ${describeCount(seriesSamples(data), "counted attempts")}`
      }
      explain={{ formula: "failures ÷ (ok + failures) of each bucket and region" }}
      isEmpty={(data) => seriesSamples(data) === 0}
      emptyHint="No counted attempts in this window."
      table={(data) => timeTable(prepareGroups(data), tz, { unit: "share", format: formatPercent })}
    >
      {(data) => {
        const plot = prepareGroups(data);
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
            />
          </>
        );
      }}
    </ChartFrame>
  );
}
