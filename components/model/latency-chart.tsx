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
import { ChartNotes } from "./chart-notes";
import { latencyThresholds } from "./policy-thresholds";
import { SPANS_LABEL, useFailoverSpans } from "./use-failover-spans";
import { useModelQuery } from "./use-model-query";

const HEIGHT = 280;
const METRICS = [
  { value: "ttft_ms", label: "TTFT" },
  { value: "duration_ms", label: "Duration" },
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
  const label = metric === "ttft_ms" ? "TTFT" : "Duration";
  return (
    <TimeChart
      title={`${label} over time`}
      query={series}
      height={HEIGHT}
      subtitle={(data) =>
        `${describeRange(data, tz)} · per ${data.step} · ${describeCount(seriesSamples(data), "samples")} · ${describeMethod(data.method)}`
      }
      explain={{
        formula: "the sample of rank ⌈q · n⌉ of each bucket",
        note: "Successful attempts only; TTFT of streamed ones only. The band around a line holds its true percentile 19 times in 20, as far as neighbouring buckets show; a point alone has too few samples for that. A bucket without samples is a gap. The dashed end is the bucket that is still filling; a dashed level is where a policy fails over. Shaded is when the breaker of a tier and region was open; half-open ones let a share of the requests through and are not shaded.",
      }}
      isEmpty={(data) => seriesSamples(data) === 0}
      emptyHint={
        metric === "ttft_ms"
          ? "No streamed answers here: look at the duration."
          : "No successful attempts in this window."
      }
      actions={<Segmented label="Latency shown" options={METRICS} value={metric} onChange={setMetric} />}
      draws="lines"
      plot={prepareQuantiles}
      label={`${label} percentiles of ${model} over time`}
      zone={tz}
      formatValue={formatMs}
      unit="ms"
      thresholds={() => limits?.lines ?? []}
      spans={(data) => spansUntil(Date.parse(data.to)) ?? []}
      spansLabel={SPANS_LABEL}
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
