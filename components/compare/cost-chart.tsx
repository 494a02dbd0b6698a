"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { CostLatencyScatter } from "@/components/charts/lazy-plots";
import { useReport } from "@/components/shell/use-report";
import { describeCount, describeMethod, describeRange } from "@/components/ui/describe";
import { displayUsd, formatMs } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { prepareScatter } from "./prepare-scatter";
import type { useCompare } from "./use-compare";

const HEIGHT = 280;

type CostChartProps = { comparison: ReturnType<typeof useCompare>["comparison"]; picked: readonly string[] };

/** Cost against tail latency of the picked models, both like for like. */
export function CostChart({ comparison, picked }: CostChartProps) {
  const { tz } = useReport();
  const points = prepareScatter(comparison.data?.models ?? []);
  const unplaced = picked.filter((name) => !points.some(({ model }) => model === name));
  return (
    <ChartFrame
      title={t("Cost and tail latency")}
      span={6}
      query={comparison}
      height={HEIGHT}
      subtitle={(data) =>
        [
          describeRange(data, tz),
          describeCount(
            points.reduce((sum, { n }) => sum + n, 0),
            t("samples"),
          ),
          describeMethod(data.method),
          ...(unplaced.length > 0 ? [t("without a price or samples: {models}", { models: unplaced.join(", ") })] : []),
        ].join(" · ")
      }
      explain={{
        formula: t("x: spend ÷ output tokens × 10⁶ · y: duration p99, both on the common mix"),
        note: t(
          "The dashed line is the Pareto front: no other picked model is both cheaper and faster than those on it.",
        ),
      }}
      isEmpty={() => points.length === 0}
      emptyHint={t("None of the picked models has both a price and successful attempts here.")}
      table={() => ({
        columns: [
          { label: t("Model") },
          { label: t("Effective $/M output"), format: (value) => displayUsd(String(value)) },
          { label: t("95 % interval") },
          { label: t("Duration p99 (ms)"), format: (value) => formatMs(Number(value)) },
          { label: "n" },
          { label: t("Pareto front") },
        ],
        rows: points.map((p) => [
          p.model,
          p.usdPerMillion,
          p.usdInterval,
          p.p99Ms,
          p.n,
          p.isOnFrontier ? t("yes") : t("no"),
        ]),
      })}
    >
      {() => (
        <CostLatencyScatter
          label={t("Effective cost per million output tokens against duration p99")}
          height={HEIGHT}
          points={points}
        />
      )}
    </ChartFrame>
  );
}
