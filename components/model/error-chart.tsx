"use client";

import { useMemo } from "react";
import { inRange } from "@/components/charts/in-range";
import { prepareGroups, seriesSamples } from "@/components/charts/prepare-time-plot";
import { TimeChart } from "@/components/charts/time-chart";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { useZoom } from "@/components/shell/use-zoom";
import { describeCount, describeRange } from "@/components/ui/describe";
import { readOptions } from "@/lib/client/read-options";
import { formatPercent } from "@/lib/domain/format";
import { FAILED_OUTCOMES } from "@/lib/domain/outcome";
import { t } from "@/lib/messages/translate";
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
  const asked = errorsByRegionQuery(query);
  const series = useLiveQuery(readOptions("/api/v1/stats/series", asked));
  const zoom = useZoom(useMemo(() => ({ model, outcome: FAILED_OUTCOMES }), [model]));
  const spansUntil = useFailoverSpans(query);
  const bundle = useLiveQuery(readOptions("/api/v1/policies", {}));
  const limits = bundle.data ? errorThresholds(bundle.data, { model, scope: query }) : null;
  return (
    <TimeChart
      title={t("Error rate by region")}
      span={6}
      query={series}
      height={HEIGHT}
      subtitle={(data) =>
        t("{range} · per {step} · {counted}", {
          range: describeRange(data, tz),
          step: data.step,
          counted: describeCount(seriesSamples(data), t("counted attempts")),
        })
      }
      explain={{
        formula: t("failures ÷ (ok + failures) of each bucket and region"),
        note: t(
          "A dashed level is where a policy fails over, by a window of its own that is shorter than a bucket. Shaded is when the breaker of a tier and region was open; half-open ones let a share of the requests through and are not shaded.",
        ),
      }}
      isEmpty={(data) => seriesSamples(data) === 0}
      emptyHint={t("No counted attempts in this window.")}
      draws="lines"
      plot={prepareGroups}
      label={t("Error rate of {model} by region", { model })}
      zone={tz}
      formatValue={formatPercent}
      unit={t("share")}
      valueKind="shares"
      thresholds={() => limits?.lines ?? []}
      spans={(data) => spansUntil(Date.parse(data.to)) ?? []}
      spansLabel={t(SPANS_LABEL)}
      foot={(data) => {
        const plot = prepareGroups(data);
        return <ChartNotes model={model} words={limits?.words ?? null} spans={spansUntil(plot.to)} window={plot} />;
      }}
      zoom={zoom}
      marks={query}
      before={{ ask: (range) => readOptions("/api/v1/stats/series", inRange(asked, range)) }}
    />
  );
}
