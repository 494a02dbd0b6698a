"use client";

import { inRange } from "@/components/charts/in-range";
import { seriesSamples } from "@/components/charts/prepare-time-plot";
import { TimeChart } from "@/components/charts/time-chart";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { useZoom } from "@/components/shell/use-zoom";
import { describeCount, describeRange } from "@/components/ui/describe";
import { readOptions } from "@/lib/client/read-options";
import { formatCount } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { prepareAttempts } from "./prepare-attempts";

const HEIGHT = 190;

/** How many records were accepted, by when their attempts began. */
export function AttemptsChart() {
  const { query, tz } = useReport();
  const zoom = useZoom();
  const series = useLiveQuery(readOptions("/api/v1/stats/series", { ...query, metric: "requests", step: "auto" }));
  return (
    <TimeChart
      title={t("Attempts accepted")}
      query={series}
      height={HEIGHT}
      subtitle={(data) =>
        t("{range} · per {step} · {count} attempts", {
          range: describeRange(data, tz),
          step: data.step,
          count: describeCount(seriesSamples(data)),
        })
      }
      explain={{
        formula: t("count of stored attempts that started in the bucket"),
        note: t("Late records join the bucket they belong to; a record sent twice counts once."),
      }}
      isEmpty={(data) => seriesSamples(data) === 0}
      emptyHint={t("No record in this range yet. The command above sends a first one.")}
      draws="bars"
      plot={prepareAttempts}
      label={t("Attempts accepted over time")}
      zone={tz}
      formatValue={formatCount}
      valueKind="counts"
      daily={(data) => data.step === "1d" && tz === "UTC"}
      zoom={zoom}
      marks={query}
      before={{
        ask: (range) =>
          readOptions("/api/v1/stats/series", {
            ...inRange(query, range),
            metric: "requests" as const,
            step: series.data?.step ?? "auto",
          }),
      }}
    />
  );
}
