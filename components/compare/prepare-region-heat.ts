import type { HeatCell } from "@/components/charts/heat-map";
import type { HeatStep } from "@/components/charts/heat-scale";
import type { RegionStats } from "@/components/charts/use-by-region";
import type { ChartTable } from "@/components/ui/csv";
import type { ModelStats, Percentiles } from "@/lib/contract/stats";
import { formatCount, formatMs, formatPercent } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import type { CompareTargets } from "./targets-of";

export const HEAT_METRICS = {
  ttft: {
    label: message("TTFT p99"),
    formula: message("the sample of rank ⌈0.99 · n⌉ of time to first token in this region"),
  },
  p99: { label: message("Duration p99"), formula: message("the sample of rank ⌈0.99 · n⌉ in this region") },
  errors: { label: message("Error rate"), formula: message("failures ÷ (ok + failures) in this region") },
} as const;
export type HeatMetric = keyof typeof HEAT_METRICS;

type RegionHeat = {
  columns: string[];
  rows: { key: string; cells: HeatCell[] }[];
  steps: HeatStep[];
  table: ChartTable;
};

/** The limits of the colours: shares of what is allowed, so that a colour means the same whatever else is shown. */
const STEPS_OF_LIMIT = [0.5, 0.8, 1, 1.5, 2];

type HeatInput = { metric: HeatMetric; targets: CompareTargets };

/** Models as rows, regions as columns; a model that did not answer in a region has an empty cell. */
export function prepareRegionHeat(
  regions: RegionStats[],
  models: string[],
  { metric, targets }: HeatInput,
): RegionHeat {
  const format = metric === "errors" ? formatPercent : formatMs;
  const find = ({ stats }: RegionStats, model: string) => stats.models.find((row) => row.model === model);
  const statOf = (row: ModelStats | undefined) => {
    if (row === undefined) return null;
    return metric === "errors" ? row.error_rate : samplesOf(row, metric).p99;
  };
  const limit = { ttft: targets.ttftP99Ms, p99: targets.durationP99Ms, errors: targets.errorRate }[metric];
  const values = models.map((model) => regions.map((region) => statOf(find(region, model))));
  const columns = regions.map(({ region }) => region);

  const rows = models.map((model, at) => ({
    key: model,
    cells: regions.map((region, index): HeatCell => {
      const value = values[at]?.[index] ?? null;
      const row = find(region, model);
      const n = row && (metric === "errors" ? row.attempts : samplesOf(row, metric).n);
      return {
        value,
        text: format(value),
        title: t("{model} in {region}: {value}, n {n}", {
          model,
          region: region.region,
          value: format(value),
          n: formatCount(n ?? 0),
        }),
      };
    }),
  }));
  const table: ChartTable = {
    columns: [
      { label: t("Model") },
      ...columns.map((label) => ({
        label: metric === "errors" ? t("{label} (share)", { label }) : t("{label} (ms)", { label }),
        format: (value: string | number | null) => format(typeof value === "number" ? value : null),
      })),
    ],
    rows: models.map((model, at) => [model, ...(values[at] ?? [])]),
  };
  const steps = STEPS_OF_LIMIT.map((share) => ({ upTo: limit * share, label: `≤ ${format(limit * share)}` }));
  return { columns, rows, steps, table };
}

function samplesOf(row: ModelStats, metric: Exclude<HeatMetric, "errors">): Percentiles {
  return metric === "ttft" ? row.ttft_ms : row.duration_ms;
}
