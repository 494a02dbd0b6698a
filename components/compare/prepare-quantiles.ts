import type { QuantileLine, QuantileRow } from "@/components/charts/quantile-plot";
import { modelColor } from "@/components/ui/model-color";
import type { Distribution } from "@/lib/contract/distribution";

/**
 * One curve per model over the union of their quantiles.
 *
 * A quantile that fewer than five samples lie beyond is left out: it would be the luck of single requests.
 */
export function prepareQuantiles({ models }: Distribution): { rows: QuantileRow[]; lines: QuantileLine[] } {
  const shown = models.filter(({ n }) => n > 0);
  const curves = shown.map(({ model, n, quantiles }) => ({
    model,
    n,
    values: new Map(quantiles.filter(({ q }) => n * (1 - q) >= 5 || q <= 0.5).map(({ q, value }) => [q, value])),
  }));
  const quantiles = [...new Set(curves.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b);
  return {
    rows: quantiles.map((q) => ({
      q,
      values: Object.fromEntries(curves.map(({ model, values }) => [model, values.get(q) ?? null])),
    })),
    lines: curves.map(({ model, n }) => ({ key: model, label: model, color: modelColor(model), n })),
  };
}
