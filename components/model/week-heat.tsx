"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { HeatMap } from "@/components/charts/heat-map";
import { seriesSamples } from "@/components/charts/prepare-time-plot";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeCount, describeRange } from "@/components/ui/describe";
import { readOptions } from "@/lib/client/read-options";
import { weekHeatQuery } from "./model-query";
import { prepareWeekHeat } from "./prepare-week-heat";

/** When in the week a model fails. */
export function WeekHeat({ model }: { model: string }) {
  const { query, tz } = useReport();
  const series = useLiveQuery(readOptions("/api/v1/stats/series", weekHeatQuery(query, model)));
  return (
    <ChartFrame
      title="Error rate by weekday and hour"
      span={6}
      query={series}
      height={220}
      subtitle={(data) =>
        `${describeRange(data, tz)} · hours of ${tz} · ${describeCount(seriesSamples(data), "counted attempts")}`
      }
      explain={{
        formula: "Σ failures ÷ Σ counted attempts of that hour",
        note: "Over the report's range, or thirty days where that is shorter than a week.",
      }}
      isEmpty={(data) => seriesSamples(data) === 0}
      emptyHint="No counted attempts in these days."
      table={(data) => prepareWeekHeat(data, tz).table}
    >
      {(data) => (
        <HeatMap caption="Error rate by weekday and hour" {...prepareWeekHeat(data, tz)} lastStepLabel="more" />
      )}
    </ChartFrame>
  );
}
