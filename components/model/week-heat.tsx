"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { HeatMap } from "@/components/charts/heat-map";
import { seriesSamples } from "@/components/charts/prepare-time-plot";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeCount, describeRange } from "@/components/ui/describe";
import { readOptions } from "@/lib/client/read-options";
import { t } from "@/lib/messages/translate";
import { weekHeatQuery } from "./model-query";
import { prepareWeekHeat } from "./prepare-week-heat";

/** When in the week a model fails. */
export function WeekHeat({ model }: { model: string }) {
  const { query, tz } = useReport();
  const series = useLiveQuery(readOptions("/api/v1/stats/series", weekHeatQuery(query, model)));
  return (
    <ChartFrame
      title={t("Error rate by weekday and hour")}
      span={6}
      query={series}
      height={220}
      subtitle={(data) =>
        t("{range} · hours of {tz} · {counted}", {
          range: describeRange(data, tz),
          tz,
          counted: describeCount(seriesSamples(data), t("counted attempts")),
        })
      }
      explain={{
        formula: t("Σ failures ÷ Σ counted attempts of that hour"),
        note: t("Over the report's range, or thirty days where that is shorter than a week."),
      }}
      isEmpty={(data) => seriesSamples(data) === 0}
      emptyHint={t("No counted attempts in these days.")}
      table={(data) => prepareWeekHeat(data, tz).table}
    >
      {(data) => (
        <HeatMap
          caption={t("Error rate by weekday and hour")}
          {...prepareWeekHeat(data, tz)}
          lastStepLabel={t("more")}
        />
      )}
    </ChartFrame>
  );
}
