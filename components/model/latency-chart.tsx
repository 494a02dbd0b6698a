"use client";

import { useMemo, useState } from "react";
import { inRange } from "@/components/charts/in-range";
import { prepareQuantiles, seriesSamples } from "@/components/charts/prepare-time-plot";
import { TimeChart } from "@/components/charts/time-chart";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { useZoom } from "@/components/shell/use-zoom";
import { describeCount, describeMethod, describeRange } from "@/components/ui/describe";
import { Segmented } from "@/components/ui/segmented";
import { readOptions } from "@/lib/client/read-options";
import { formatMs } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import { ChartNotes } from "./chart-notes";
import { latencyThresholds } from "./policy-thresholds";
import { SPANS_LABEL, useFailoverSpans } from "./use-failover-spans";
import { useModelQuery } from "./use-model-query";

const HEIGHT = 280;
const METRICS = [
  { value: "ttft_ms", label: "TTFT" },
  { value: "duration_ms", label: message("Duration") },
] as const;

/** A model's percentiles over time, with the limits at which policies leave it. */
export function LatencyChart({ model }: { model: string }) {
  const { tz } = useReport();
  const query = useModelQuery(model);
  const [metric, setMetric] = useState<(typeof METRICS)[number]["value"]>("ttft_ms");
  const asked = { ...query, metric, bands: "true" as const };
  const series = useLiveQuery(readOptions("/api/v1/stats/series", { ...asked, step: "auto" }));
  const slowest = useMemo(() => ({ model, sort: metric, outcome: "ok" }), [model, metric]);
  const zoom = useZoom(slowest);
  const spansUntil = useFailoverSpans(query);
  const bundle = useLiveQuery(readOptions("/api/v1/policies", {}));
  const limits = bundle.data ? latencyThresholds(bundle.data, { model, metric, scope: query }) : null;
  const label = metric === "ttft_ms" ? "TTFT" : t("Duration");
  return (
    <TimeChart
      title={t("{metric} over time", { metric: label })}
      query={series}
      height={HEIGHT}
      subtitle={(data) =>
        t("{range} · per {step} · {counted} · {method}", {
          range: describeRange(data, tz),
          step: data.step,
          counted: describeCount(seriesSamples(data), t("samples")),
          method: describeMethod(data.method),
        })
      }
      explain={{
        formula: t("the sample of rank ⌈q · n⌉ of each bucket"),
        note: t(
          "Successful attempts only; TTFT of streamed ones only. The band around a line holds its true percentile 19 times in 20, as far as neighbouring buckets show; a point alone has too few samples for that. A bucket without samples is a gap. The dashed end is the bucket that is still filling; a dashed level is where a policy fails over. Shaded is when the breaker of a tier and region was open; half-open ones let a share of the requests through and are not shaded.",
        ),
      }}
      isEmpty={(data) => seriesSamples(data) === 0}
      emptyHint={
        metric === "ttft_ms"
          ? t("No streamed answers here: look at the duration.")
          : t("No successful attempts in this window.")
      }
      actions={<Segmented label={t("Latency shown")} options={METRICS} value={metric} onChange={setMetric} />}
      draws="lines"
      plot={prepareQuantiles}
      label={t("{metric} percentiles of {model} over time", { metric: label, model })}
      zone={tz}
      formatValue={formatMs}
      valueKind="durations"
      unit="ms"
      thresholds={() => limits?.lines ?? []}
      spans={(data) => spansUntil(Date.parse(data.to)) ?? []}
      spansLabel={t(SPANS_LABEL)}
      foot={(data) => {
        const plot = prepareQuantiles(data);
        return <ChartNotes model={model} words={limits?.words ?? null} spans={spansUntil(plot.to)} window={plot} />;
      }}
      zoom={zoom}
      marks={query}
      before={{
        ask: (range) =>
          readOptions("/api/v1/stats/series", {
            ...inRange(asked, range),
            step: series.data?.step ?? "auto",
          }),
      }}
    />
  );
}
