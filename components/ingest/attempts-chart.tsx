"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { seriesSamples } from "@/components/charts/prepare-time-plot";
import { timeTable } from "@/components/charts/time-table";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeCount, describeRange } from "@/components/ui/describe";
import { readOptions } from "@/lib/client/read-options";
import { formatCount } from "@/lib/domain/format";
import { AttemptBars } from "./attempt-bars";
import { prepareAttempts } from "./prepare-attempts";

const HEIGHT = 150;

/** How many records were accepted, by when their attempts began. */
export function AttemptsChart() {
  const { query, tz } = useReport();
  const series = useLiveQuery(readOptions("/api/v1/stats/series", { ...query, metric: "requests", step: "auto" }));
  return (
    <ChartFrame
      title="Attempts accepted"
      query={series}
      height={HEIGHT}
      subtitle={(data) =>
        `${describeRange(data, tz)} · per ${data.step} · ${describeCount(seriesSamples(data), "attempts")}`
      }
      explain={{
        formula: "count of stored attempts that started in the bucket",
        note: "Late records join the bucket they belong to; a record sent twice counts once.",
      }}
      isEmpty={(data) => seriesSamples(data) === 0}
      emptyHint="No record in this range yet. The command above sends a first one."
      table={(data) => timeTable(prepareAttempts(data), tz, { unit: "", format: formatCount })}
    >
      {(data) => <AttemptBars plot={prepareAttempts(data)} zone={tz} height={HEIGHT} />}
    </ChartFrame>
  );
}
