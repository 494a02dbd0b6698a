"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { CostLatencyScatter } from "@/components/charts/lazy-plots";
import { useReport } from "@/components/shell/use-report";
import { describeCount, describeMethod, describeRange } from "@/components/ui/describe";
import { displayUsd, formatMs } from "@/lib/domain/format";
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
      title="Cost and tail latency"
      span={6}
      query={comparison}
      height={HEIGHT}
      subtitle={(data) =>
        `${describeRange(data, tz)} · ${describeCount(
          points.reduce((sum, { n }) => sum + n, 0),
          "samples",
        )} · ${describeMethod(data.method)}${unplaced.length > 0 ? ` · without a price or samples: ${unplaced.join(", ")}` : ""}`
      }
      explain={{
        formula: "x: spend ÷ output tokens × 10⁶ · y: duration p99, both on the common mix",
        note: "The dashed line is the Pareto front: no other picked model is both cheaper and faster than those on it.",
      }}
      isEmpty={() => points.length === 0}
      emptyHint="None of the picked models has both a price and successful attempts here."
      table={() => ({
        columns: [
          { label: "Model" },
          { label: "Effective $/M output", format: (value) => displayUsd(String(value)) },
          { label: "95 % interval" },
          { label: "Duration p99 (ms)", format: (value) => formatMs(Number(value)) },
          { label: "n" },
          { label: "Pareto front" },
        ],
        rows: points.map((p) => [p.model, p.usdPerMillion, p.usdInterval, p.p99Ms, p.n, p.isOnFrontier ? "yes" : "no"]),
      })}
    >
      {() => (
        <CostLatencyScatter
          label="Effective cost per million output tokens against duration p99"
          height={HEIGHT}
          points={points}
        />
      )}
    </ChartFrame>
  );
}
