import type { HeatCell } from "@/components/charts/heat-map";
import { type HeatStep, heatSteps } from "@/components/charts/heat-scale";
import type { RegionStats } from "@/components/charts/use-by-region";
import type { ChartTable } from "@/components/ui/csv";
import type { ModelStats } from "@/lib/contract/stats";
import { formatCount, formatMs, formatPercent } from "@/lib/domain/format";

export const HEAT_METRICS = {
  p99: { label: "Duration p99", formula: "the sample of rank ⌈0.99 · n⌉ in this region" },
  errors: { label: "Error rate", formula: "failures ÷ (ok + failures) in this region" },
} as const;
export type HeatMetric = keyof typeof HEAT_METRICS;

type RegionHeat = {
  columns: string[];
  rows: { key: string; cells: HeatCell[] }[];
  steps: HeatStep[];
  table: ChartTable;
};

/** Models as rows, regions as columns; a model that did not answer in a region has an empty cell. */
export function prepareRegionHeat(regions: RegionStats[], models: string[], metric: HeatMetric): RegionHeat {
  const format = metric === "p99" ? formatMs : formatPercent;
  const find = ({ stats }: RegionStats, model: string) => stats.models.find((row) => row.model === model);
  const statOf = (row: ModelStats | undefined) => (metric === "p99" ? row?.duration_ms.p99 : row?.error_rate) ?? null;
  const values = models.map((model) => regions.map((region) => statOf(find(region, model))));
  const known = values.flat().filter((value) => value !== null);
  const columns = regions.map(({ region }) => region);

  const rows = models.map((model, at) => ({
    key: model,
    cells: regions.map((region, index): HeatCell => {
      const value = values[at]?.[index] ?? null;
      const row = find(region, model);
      const n = metric === "p99" ? row?.duration_ms.n : row?.attempts;
      return {
        value,
        text: format(value),
        title: `${model} in ${region.region}: ${format(value)}, n ${formatCount(n ?? 0)}`,
      };
    }),
  }));
  const table: ChartTable = {
    columns: [
      { label: "Model" },
      ...columns.map((label) => ({
        label: `${label} (${metric === "p99" ? "ms" : "share"})`,
        format: (value: string | number | null) => format(typeof value === "number" ? value : null),
      })),
    ],
    rows: models.map((model, at) => [model, ...(values[at] ?? [])]),
  };
  return { columns, rows, steps: heatSteps(known, format), table };
}
