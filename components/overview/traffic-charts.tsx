"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { TimeBars, TimeLines } from "@/components/charts/lazy-plots";
import { prepareGroups, seriesSamples } from "@/components/charts/prepare-time-plot";
import { timeTable } from "@/components/charts/time-table";
import { useMarks } from "@/components/charts/use-marks";
import { EmptyHint } from "@/components/shell/empty-hint";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { useZoom } from "@/components/shell/use-zoom";
import { describeCount, describeRange } from "@/components/ui/describe";
import { readOptions } from "@/lib/client/read-options";
import { formatCount, formatPercent } from "@/lib/domain/format";
import { FAILED_OUTCOMES } from "@/lib/domain/outcome";
import { overviewQueries } from "./overview-queries";

const HEIGHT = 220;
const FAILED = { outcome: FAILED_OUTCOMES };

/** How much was asked, bucket by bucket. */
export function RequestsChart() {
  const { query, tz } = useReport();
  const zoom = useZoom();
  const marks = useMarks(query);
  const asked = overviewQueries({ query, tz }).requests;
  const series = useLiveQuery(readOptions("/api/v1/stats/series", asked));
  return (
    <ChartFrame
      title="Requests"
      span={6}
      query={series}
      height={HEIGHT}
      subtitle={(data) =>
        `${describeRange(data, tz)} · per ${data.step} · ${describeCount(seriesSamples(data), "attempts")}`
      }
      explain={{
        formula: "count of final attempts that started in the bucket",
        note: "n counts every attempt, retries and fallbacks included.",
      }}
      isEmpty={(data) => seriesSamples(data) === 0}
      emptyHint={<EmptyHint />}
      table={(data) => timeTable(named(prepareGroups(data), "Requests"), tz, { unit: "", format: formatCount, marks })}
    >
      {(data) => (
        <TimeBars
          {...named(prepareGroups(data), "Requests")}
          label="Requests over time"
          zone={tz}
          height={HEIGHT}
          formatValue={formatCount}
          daily={asked.step === "1d" && tz === "UTC"}
          zoom={zoom}
          marks={marks}
        />
      )}
    </ChartFrame>
  );
}

/** Which share of attempts failed, bucket by bucket. */
export function ErrorRateChart() {
  const { query, tz } = useReport();
  const zoom = useZoom(FAILED);
  const marks = useMarks(query);
  const series = useLiveQuery(readOptions("/api/v1/stats/series", overviewQueries({ query, tz }).errorRate));
  return (
    <ChartFrame
      title="Error rate"
      span={6}
      query={series}
      height={HEIGHT}
      subtitle={(data) =>
        `${describeRange(data, tz)} · per ${data.step} · ${describeCount(seriesSamples(data), "counted attempts")}`
      }
      explain={{
        formula: "failures ÷ (ok + failures)",
        note: "Failures are 429, 5xx and timeouts; client errors and cancelled calls count in neither.",
      }}
      isEmpty={(data) => seriesSamples(data) === 0}
      emptyHint={<EmptyHint />}
      table={(data) =>
        timeTable(named(prepareGroups(data), "Error rate"), tz, { unit: "share", format: formatPercent, marks })
      }
    >
      {(data) => (
        <TimeLines
          {...named(prepareGroups(data), "Error rate", "var(--sw-bad)")}
          label="Error rate over time"
          zone={tz}
          height={HEIGHT}
          formatValue={formatPercent}
          isShare
          zoom={zoom}
          marks={marks}
        />
      )}
    </ChartFrame>
  );
}

function named(plot: ReturnType<typeof prepareGroups>, label: string, color = "var(--sw-accent)") {
  return { ...plot, lines: plot.lines.map((line) => ({ ...line, label, color })) };
}
