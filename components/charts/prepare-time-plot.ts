import { FILTER_LABELS } from "@/components/shell/report-params";
import type { PercentilePoint, Series, SeriesLine, ValuePoint } from "@/lib/contract/series";
import type { ReportDimension } from "@/lib/domain/report-dimensions";
import { t } from "@/lib/messages/translate";
import { groupColor, modelColor } from "../ui/model-color";
import type { PlotLine, PlotRow, TimePlotData } from "./plot-types";

const QUANTILES = ["p50", "p95", "p99"] as const;
type Quantile = (typeof QUANTILES)[number];
const NO_GROUP = "none";

/** The name a line of a series stands for: its model, region, …; no tier reads as "no tier". */
function lineName(line: SeriesLine, by: ReportDimension | null): string {
  if (by === null) return t("all");
  return line[by] ?? t("no {dimension}", { dimension: t(FILTER_LABELS[by].one).toLowerCase() });
}

/** One line per quantile, of a series that is not grouped. */
export function prepareQuantiles(series: Series): TimePlotData {
  const points = series.series[0]?.points ?? [];
  const lines = QUANTILES.map((key) => ({ key, label: key, color: `var(--quantile-${key})` }));
  const rows = points.map((point) => ({
    at: Date.parse(point.at),
    filling: point.filling === true,
    values: Object.fromEntries(QUANTILES.map((q) => [q, quantileOf(point, q)])),
    n: Object.fromEntries(QUANTILES.map((q) => [q, point.n])),
    ...("value" in point || point.bands === undefined ? {} : { bands: point.bands }),
  }));
  return { from: Date.parse(series.from), to: Date.parse(series.to), rows, lines };
}

/** One line per group; of a percentile metric the given quantile, of any other its value. */
export function prepareGroups(series: Series, quantile: Quantile = "p99"): TimePlotData {
  const lines = series.series.map((line, index): PlotLine => {
    const label = lineName(line, series.by);
    return { key: line[series.by ?? "model"] ?? NO_GROUP, label, color: colorOf(series.by, label, index) };
  });
  const first = series.series[0]?.points ?? [];
  const rows = first.map((point, bucket): PlotRow => {
    const at = series.series.map((line) => line.points[bucket]);
    return {
      at: Date.parse(point.at),
      filling: point.filling === true,
      values: Object.fromEntries(lines.map(({ key }, index) => [key, pointValue(at[index], quantile)])),
      n: Object.fromEntries(lines.map(({ key }, index) => [key, at[index]?.n ?? 0])),
    };
  });
  return { from: Date.parse(series.from), to: Date.parse(series.to), rows, lines };
}

/** How many samples stand behind a whole series. */
export function seriesSamples(series: Series): number {
  return series.series.reduce((sum, line) => sum + line.points.reduce((n, point) => n + point.n, 0), 0);
}

function colorOf(by: ReportDimension | null, label: string, index: number): string {
  if (by === null) return "var(--sw-accent)";
  return by === "model" ? modelColor(label) : groupColor(index);
}

function pointValue(point: PercentilePoint | ValuePoint | undefined, quantile: Quantile): number | null {
  if (point === undefined) return null;
  if (!("value" in point)) return point[quantile];
  return point.value === null ? null : Number(point.value);
}

function quantileOf(point: PercentilePoint | ValuePoint, quantile: Quantile): number | null {
  return "value" in point ? null : point[quantile];
}
