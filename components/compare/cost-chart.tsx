"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { CostLatencyScatter } from "@/components/charts/lazy-plots";
import { useReport } from "@/components/shell/use-report";
import { describeCount, describeMethod, describeRange } from "@/components/ui/describe";
import type { ModelStats } from "@/lib/contract/stats";
import { displayUsd, formatMs } from "@/lib/domain/format";
import { prepareScatter } from "./prepare-scatter";
import type { useCompare } from "./use-compare";

const HEIGHT = 280;

type CostChartProps = { stats: ReturnType<typeof useCompare>["stats"]; rows: ModelStats[]; picked: readonly string[] };

/** Cost against tail latency of the picked models. */
export function CostChart({ stats, rows, picked }: CostChartProps) {
  const { tz } = useReport();
  const points = prepareScatter(rows);
  const unplaced = picked.filter((name) => !points.some(({ model }) => model === name));
  return (
    <ChartFrame
      title="Cost and tail latency"
      span={6}
      query={stats}
      height={HEIGHT}
      subtitle={(data) =>
        `${describeRange(data, tz)} · ${describeCount(
          points.reduce((sum, { n }) => sum + n, 0),
          "samples",
        )} · ${describeMethod(data.method)}${unplaced.length > 0 ? ` · without a price or samples: ${unplaced.join(", ")}` : ""}`
      }
      explain={{
        formula: "x: spend ÷ output tokens × 10⁶ · y: duration p99",
        note: "The dashed line is the Pareto front: no other picked model is both cheaper and faster than those on it.",
      }}
      isEmpty={() => points.length === 0}
      emptyHint="None of the picked models has both a price and successful attempts here."
      table={() => ({
        columns: [
          { label: "Model" },
          { label: "Effective $/M output", format: (value) => displayUsd(String(value)) },
          { label: "Duration p99 (ms)", format: (value) => formatMs(Number(value)) },
          { label: "n" },
          { label: "Pareto front" },
        ],
        rows: points.map((p) => [p.model, p.usdPerMillion, p.p99Ms, p.n, p.isOnFrontier ? "yes" : "no"]),
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
