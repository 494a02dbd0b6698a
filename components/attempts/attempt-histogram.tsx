"use client";

import { inRange } from "@/components/charts/in-range";
import { TimeChart } from "@/components/charts/time-chart";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { useZoom } from "@/components/shell/use-zoom";
import { describeRange } from "@/components/ui/describe";
import { readOptions } from "@/lib/client/read-options";
import { formatCount, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { histogramQuery } from "./attempts-params";
import { countHistogram, prepareHistogram } from "./prepare-histogram";
import { useAttemptsParams } from "./use-attempts";

const HEIGHT = 154;

/** How many attempts started when, by outcome; a stretch drawn over it is the new range, whose attempts are listed below. */
export function AttemptHistogram() {
  const { query, tz } = useReport();
  const { params } = useAttemptsParams();
  const { onRange, reset } = useZoom();
  const asked = histogramQuery(query, params.outcome);
  const histogram = useLiveQuery(readOptions("/api/v1/attempts/histogram", asked));
  return (
    <TimeChart
      title={t("When")}
      query={histogram}
      height={HEIGHT}
      subtitle={(data) =>
        t("{range} · per {step} · {count} attempts", {
          range: describeRange(data, tz),
          step: data.step,
          count: formatWhole(countHistogram(data)),
        })
      }
      explain={{
        formula: t("count of attempts that started in the bucket, by outcome"),
        note: t("By the filters of the bar and by outcome; ranges and names of single attempts are not counted here."),
      }}
      isEmpty={(data) => countHistogram(data) === 0}
      emptyHint={t("No attempt in this window under these filters.")}
      draws="bars"
      plot={prepareHistogram}
      label={t("Attempts over time, by outcome")}
      zone={tz}
      formatValue={formatCount}
      unit={t("attempts")}
      valueKind="counts"
      totalLabel={t("All")}
      daily={(data) => data.step === "1d" && tz === "UTC"}
      zoom={{ onRange, reset }}
      marks={query}
      before={{ ask: (range) => readOptions("/api/v1/attempts/histogram", inRange(asked, range)) }}
    />
  );
}
