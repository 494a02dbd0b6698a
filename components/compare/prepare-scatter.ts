import type { ScatterPoint } from "@/components/charts/scatter-plot";
import { modelColor } from "@/components/ui/model-color";
import type { ComparedModel } from "@/lib/contract/comparison";
import { displayUsd } from "@/lib/domain/format";

/** Models with both a cost and a p99, and which of them nothing beats on both. Unpriced models have no place here. */
export function prepareScatter(models: readonly ComparedModel[]): (ScatterPoint & { usdInterval: string | null })[] {
  const points = models.flatMap(({ model, usd_per_m_output, duration_ms }) =>
    usd_per_m_output === null || duration_ms.p99 === null
      ? []
      : [
          {
            model,
            color: modelColor(model),
            usdPerMillion: Number(usd_per_m_output.value),
            usdInterval:
              usd_per_m_output.low === null
                ? null
                : `${displayUsd(usd_per_m_output.low)} – ${displayUsd(usd_per_m_output.high)}`,
            p99Ms: duration_ms.p99,
            n: duration_ms.n,
          },
        ],
  );
  return points
    .map((point) => ({ ...point, isOnFrontier: !points.some((other) => dominates(other, point)) }))
    .sort((a, b) => a.usdPerMillion - b.usdPerMillion);
}

type Place = { usdPerMillion: number; p99Ms: number };

function dominates(a: Place, b: Place): boolean {
  const notWorse = a.usdPerMillion <= b.usdPerMillion && a.p99Ms <= b.p99Ms;
  return notWorse && (a.usdPerMillion < b.usdPerMillion || a.p99Ms < b.p99Ms);
}
