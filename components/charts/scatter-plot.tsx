"use client";

import { CartesianGrid, ComposedChart, LabelList, Line, Scatter, Tooltip, XAxis, YAxis } from "recharts";
import { formatMs } from "@/lib/domain/format";
import { axisTicks } from "./axis-ticks";
import { AXIS, TICK } from "./plot-style";
import { PlotSurface } from "./plot-surface";
import { PlotTip } from "./plot-tip";

export type ScatterPoint = {
  model: string;
  color: string;
  usdPerMillion: number;
  p99Ms: number;
  n: number;
  /** No other model is both cheaper and faster. */
  onFront: boolean;
};

export type ScatterPlotProps = { label: string; height: number; points: ScatterPoint[] };

const usd = (value: number) => `$${value >= 10 ? value.toFixed(0) : value.toFixed(2)}`;

/** Cost against tail latency; the line joins the models that nothing beats on both. */
export function ScatterPlot({ label, height, points }: ScatterPlotProps) {
  const front = points.filter(({ onFront }) => onFront);
  const xTicks = axisTicks(Math.max(0, ...points.map(({ usdPerMillion }) => usdPerMillion)));
  const yTicks = axisTicks(Math.max(0, ...points.map(({ p99Ms }) => p99Ms)));
  return (
    <PlotSurface label={label} height={height}>
      {(width) => (
        <ComposedChart
          width={width}
          height={height}
          accessibilityLayer={false}
          margin={{ top: 18, right: 30, bottom: 4, left: 0 }}
        >
          <CartesianGrid stroke="var(--sw-line)" />
          <XAxis
            dataKey="usdPerMillion"
            type="number"
            domain={[0, xTicks.at(-1) ?? 1]}
            ticks={xTicks}
            tickFormatter={usd}
            {...AXIS}
          />
          <YAxis
            dataKey="p99Ms"
            type="number"
            width={58}
            domain={[0, yTicks.at(-1) ?? 1]}
            ticks={yTicks}
            tickFormatter={(ms: number) => formatMs(ms)}
            {...AXIS}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={false}
            content={({ active, payload }) => {
              const point: ScatterPoint | undefined = payload?.[0]?.payload;
              if (!active || !point) return null;
              const { color, n } = point;
              return (
                <PlotTip
                  title={point.model}
                  entries={[
                    { label: "Effective $/M output", color, value: usd(point.usdPerMillion) },
                    { label: "Duration p99", color, value: formatMs(point.p99Ms), n },
                  ]}
                  note={point.onFront ? "On the Pareto front" : "Another model is cheaper and faster"}
                />
              );
            }}
          />
          <Line
            data={front}
            dataKey="p99Ms"
            type="linear"
            stroke="var(--sw-muted)"
            strokeDasharray="4 3"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
            tooltipType="none"
          />
          <Scatter
            data={points}
            isAnimationActive={false}
            shape={({ cx, cy, payload }: { cx?: number; cy?: number; payload?: ScatterPoint }) => (
              <circle
                cx={cx}
                cy={cy}
                r={payload?.onFront ? 6.5 : 5}
                fill={payload?.color}
                stroke={payload?.onFront ? "var(--sw-ink)" : "var(--sw-surface)"}
                strokeWidth={1.5}
              />
            )}
          >
            <LabelList dataKey="model" position="top" offset={9} style={{ ...TICK, fill: "var(--sw-ink)" }} />
          </Scatter>
        </ComposedChart>
      )}
    </PlotSurface>
  );
}
