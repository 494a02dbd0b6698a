"use client";

import { inRange } from "@/components/charts/in-range";
import { prepareGroups, seriesSamples } from "@/components/charts/prepare-time-plot";
import { TimeChart } from "@/components/charts/time-chart";
import { EmptyHint } from "@/components/shell/empty-hint";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { useZoom } from "@/components/shell/use-zoom";
import { describeCount, describeRange } from "@/components/ui/describe";
import { readOptions } from "@/lib/client/read-options";
import type { Series } from "@/lib/contract/series";
import { formatCount, formatPercent } from "@/lib/domain/format";
import { FAILED_OUTCOMES } from "@/lib/domain/outcome";
import { t } from "@/lib/messages/translate";
import { overviewQueries } from "./overview-queries";

const HEIGHT = 244;
const FAILED = { outcome: FAILED_OUTCOMES };

/** How much was asked, bucket by bucket. */
export function RequestsChart() {
  const { query, tz } = useReport();
  const zoom = useZoom();
  const asked = overviewQueries({ query, tz }).requests;
  const series = useLiveQuery(readOptions("/api/v1/stats/series", asked));
  return (
    <TimeChart
      title={t("Requests")}
      span={6}
      query={series}
      height={HEIGHT}
      subtitle={(data) =>
        t("{range} · per {step} · {n} attempts", {
          range: describeRange(data, tz),
          step: data.step,
          n: describeCount(seriesSamples(data)),
        })
      }
      explain={{
        formula: t("count of final attempts that started in the bucket"),
        note: t("n counts every attempt, retries and fallbacks included."),
      }}
      isEmpty={(data) => seriesSamples(data) === 0}
      emptyHint={<EmptyHint />}
      draws="bars"
      plot={prepareRequests}
      label={t("Requests over time")}
      zone={tz}
      formatValue={formatCount}
      valueKind="counts"
      daily={(data) => data.step === "1d" && tz === "UTC"}
      zoom={zoom}
      marks={query}
      before={{ ask: (range) => readOptions("/api/v1/stats/series", inRange(asked, range)) }}
    />
  );
}

/** Which share of attempts failed, bucket by bucket. */
export function ErrorRateChart() {
  const { query, tz } = useReport();
  const zoom = useZoom(FAILED);
  const asked = overviewQueries({ query, tz }).errorRate;
  const series = useLiveQuery(readOptions("/api/v1/stats/series", asked));
  return (
    <TimeChart
      title={t("Error rate")}
      span={6}
      query={series}
      height={HEIGHT}
      subtitle={(data) =>
        t("{range} · per {step} · {n} counted attempts", {
          range: describeRange(data, tz),
          step: data.step,
          n: describeCount(seriesSamples(data)),
        })
      }
      explain={{
        formula: t("failures ÷ (ok + failures)"),
        note: t("Failures are 429, 5xx and timeouts; client errors and cancelled calls count in neither."),
      }}
      isEmpty={(data) => seriesSamples(data) === 0}
      emptyHint={<EmptyHint />}
      draws="lines"
      plot={prepareErrorRate}
      label={t("Error rate over time")}
      zone={tz}
      formatValue={formatPercent}
      unit={t("share")}
      valueKind="shares"
      zoom={zoom}
      marks={query}
      before={{ ask: (range) => readOptions("/api/v1/stats/series", inRange(asked, range)) }}
    />
  );
}

const prepareRequests = (data: Series) => named(prepareGroups(data), t("Requests"));
const prepareErrorRate = (data: Series) => named(prepareGroups(data), t("Error rate"), "var(--sw-bad)");

function named(plot: ReturnType<typeof prepareGroups>, label: string, color = "var(--sw-accent)") {
  return { ...plot, lines: plot.lines.map((line) => ({ ...line, label, color })) };
}
