"use client";

import { useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { HeatMap } from "@/components/charts/heat-map";
import { type RegionStats, useByRegion } from "@/components/charts/use-by-region";
import type { ReportQuery } from "@/components/shell/report-params";
import { useReport } from "@/components/shell/use-report";
import { describeMethod, describeRange } from "@/components/ui/describe";
import { ModelName } from "@/components/ui/model-name";
import { Segmented } from "@/components/ui/segmented";
import { t } from "@/lib/messages/translate";
import { HEAT_METRICS, type HeatMetric, prepareRegionHeat } from "./prepare-region-heat";
import type { CompareTargets } from "./targets-of";

type RegionHeatProps = { query: ReportQuery; picked: string[]; targets: CompareTargets };

/** The picked models by region: where a model is slow or failing, against the limits. */
export function RegionHeat({ query: asked, picked, targets }: RegionHeatProps) {
  const { tz } = useReport();
  const [metric, setMetric] = useState<HeatMetric>("ttft");
  const query = useByRegion(picked, asked);
  return (
    <ChartFrame<RegionStats[]>
      title={t("Region by model")}
      query={query}
      height={200}
      subtitle={([first]) =>
        first ? `${describeRange(first.stats, tz)} · ${describeMethod(first.stats.method)}` : t("No regions")
      }
      explain={{
        formula: t(HEAT_METRICS[metric].formula),
        note: t(
          "Each value is computed from its own attempts, as served. Colours are steps of the limit: half, four fifths, all of it, half more, twice ({limits}).",
          { limits: targets.source },
        ),
      }}
      isEmpty={(data) => data.every(({ stats }) => stats.models.length === 0)}
      emptyHint={t("None of these models answered in this window.")}
      table={(data) => prepareRegionHeat(data, picked, { metric, targets }).table}
      actions={
        <Segmented
          label={t("Metric of the heat map")}
          options={[
            { value: "ttft", label: t("TTFT p99") },
            { value: "p99", label: t("Duration p99") },
            { value: "errors", label: t("Errors") },
          ]}
          value={metric}
          onChange={setMetric}
        />
      }
    >
      {(data) => {
        const heat = prepareRegionHeat(data, picked, { metric, targets });
        return (
          <HeatMap
            caption={t("{metric} by region and model", { metric: t(HEAT_METRICS[metric].label) })}
            columns={heat.columns}
            rows={heat.rows.map((row) => ({ ...row, label: <ModelName model={row.key} /> }))}
            steps={heat.steps}
            lastStepLabel={t("more")}
          />
        );
      }}
    </ChartFrame>
  );
}
