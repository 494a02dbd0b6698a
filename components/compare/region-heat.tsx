"use client";

import { useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { HeatMap } from "@/components/charts/heat-map";
import { type RegionStats, useByRegion } from "@/components/charts/use-by-region";
import { useReport } from "@/components/shell/use-report";
import { describeMethod, describeRange } from "@/components/ui/describe";
import { ModelName } from "@/components/ui/model-name";
import { Segmented } from "@/components/ui/segmented";
import { HEAT_METRICS, type HeatMetric, prepareRegionHeat } from "./prepare-region-heat";

/** The picked models by region: where a model is slow or failing. */
export function RegionHeat({ picked }: { picked: string[] }) {
  const { tz } = useReport();
  const [metric, setMetric] = useState<HeatMetric>("p99");
  const query = useByRegion(picked);
  return (
    <ChartFrame<RegionStats[]>
      title="Region by model"
      span={5}
      query={query}
      height={200}
      subtitle={([first]) =>
        first ? `${describeRange(first.stats, tz)} · ${describeMethod(first.stats.method)}` : "No regions"
      }
      explain={{
        formula: HEAT_METRICS[metric].formula,
        note: "Each value is computed from its own attempts, never averaged from others.",
      }}
      isEmpty={(data) => data.every(({ stats }) => stats.models.length === 0)}
      emptyHint="None of these models answered in this window."
      table={(data) => prepareRegionHeat(data, picked, metric).table}
      actions={
        <Segmented
          label="Metric of the heat map"
          options={[
            { value: "p99", label: "p99" },
            { value: "errors", label: "Errors" },
          ]}
          value={metric}
          onChange={setMetric}
        />
      }
    >
      {(data) => {
        const heat = prepareRegionHeat(data, picked, metric);
        return (
          <HeatMap
            caption={`${HEAT_METRICS[metric].label} by region and model`}
            columns={heat.columns}
            rows={heat.rows.map((row) => ({ ...row, label: <ModelName model={row.key} /> }))}
            steps={heat.steps}
            lastStepLabel="more"
          />
        );
      }}
    </ChartFrame>
  );
}
