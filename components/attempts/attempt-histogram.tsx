"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { ChartLegend } from "@/components/charts/chart-legend";
import { TimeBars } from "@/components/charts/lazy-plots";
import { timeTable } from "@/components/charts/time-table";
import { useHiddenLines } from "@/components/charts/use-hidden-lines";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { useZoom } from "@/components/shell/use-zoom";
import { describeRange } from "@/components/ui/describe";
import { readOptions } from "@/lib/client/read-options";
import { formatCount, formatWhole } from "@/lib/domain/format";
import { histogramQuery } from "./attempts-params";
import { countHistogram, prepareHistogram } from "./prepare-histogram";
import { useAttemptsParams } from "./use-attempts";

const HEIGHT = 150;

/** How many attempts started when, by outcome; a stretch drawn over it is the new range. */
export function AttemptHistogram() {
  const { query, tz } = useReport();
  const { params } = useAttemptsParams();
  const zoom = useZoom();
  const { hidden, shown, onToggle } = useHiddenLines();
  const histogram = useLiveQuery(readOptions("/api/v1/attempts/histogram", histogramQuery(query, params.outcome)));
  return (
    <ChartFrame
      title="When"
      query={histogram}
      height={HEIGHT}
      subtitle={(data) =>
        `${describeRange(data, tz)} · per ${data.step} · ${formatWhole(countHistogram(data))} attempts · drag over it to zoom in`
      }
      explain={{
        formula: "count of attempts that started in the bucket, by outcome",
        note: "By the filters of the bar and by outcome; ranges and names of single attempts are not counted here.",
      }}
      isEmpty={(data) => countHistogram(data) === 0}
      emptyHint="No attempt in this window under these filters."
      table={(data) => timeTable(prepareHistogram(data), tz, { unit: "attempts", format: formatCount })}
    >
      {(data) => {
        const plot = prepareHistogram(data);
        return (
          <>
            <ChartLegend items={plot.lines} hidden={hidden} onToggle={onToggle} />
            <TimeBars
              {...plot}
              lines={shown(plot.lines)}
              label="Attempts over time, by outcome"
              zone={tz}
              height={HEIGHT - 24}
              totalLabel="All"
              formatValue={formatCount}
              daily={data.step === "1d" && tz === "UTC"}
              zoom={{ ...zoom, onPoint: zoom.onRange }}
            />
          </>
        );
      }}
    </ChartFrame>
  );
}
