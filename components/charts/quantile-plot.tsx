"use client";

import { CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from "recharts";
import { logTicks } from "./log-ticks";
import { AXIS, unbroken } from "./plot-style";
import { PlotSurface } from "./plot-surface";
import { PlotTip } from "./plot-tip";
import { quantilePosition, quantileTicks } from "./quantile-axis";

export type QuantileRow = { q: number; values: Record<string, number | null> };
export type QuantileLine = { key: string; label: string; color: string; n: number };

export type QuantilePlotProps = {
  label: string;
  height: number;
  rows: QuantileRow[];
  lines: QuantileLine[];
  formatValue: (value: number | null) => string;
  formatTick: (value: number) => string;
};

/** The whole distribution of each model: how bad the worst 1 in 10, 100, 1,000 are. */
export function QuantilePlot({ label, height, rows, lines, formatValue, formatTick }: QuantilePlotProps) {
  const ticks = quantileTicks(rows.at(-1)?.q ?? 1);
  const values = rows.flatMap((row) => Object.values(row.values).filter((value) => value !== null));
  const low = Math.min(...values);
  const high = Math.max(...values);
  const names = new Map(ticks.map((tick) => [tick.at, tick.label]));
  return (
    <PlotSurface label={label} height={height}>
      {(width) => (
        <LineChart
          width={width}
          height={height}
          data={rows}
          accessibilityLayer={false}
          margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--sw-line)" />
          <XAxis
            dataKey={(row: QuantileRow) => quantilePosition(row.q)}
            type="number"
            domain={[0, "dataMax"]}
            ticks={ticks.map(({ at }) => at)}
            tickFormatter={(at: number) => names.get(at) ?? ""}
            interval={0}
            {...AXIS}
          />
          <YAxis
            width={58}
            scale="log"
            domain={[low, high]}
            ticks={logTicks(low, high)}
            interval={0}
            tickFormatter={(value: number) => unbroken(formatTick(value))}
            {...AXIS}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--sw-line-strong)" }}
            content={({ active, payload }) => {
              const row: QuantileRow | undefined = payload?.[0]?.payload;
              if (!active || !row) return null;
              const entries = lines.map(({ key, label: name, color, n }) => ({
                label: name,
                color,
                value: formatValue(row.values[key] ?? null),
                n,
              }));
              return <PlotTip title={`p${Number((row.q * 100).toFixed(3))}`} entries={entries} />;
            }}
          />
          {lines.map(({ key, label: name, color }) => (
            <Line
              key={key}
              name={name}
              stroke={color}
              strokeWidth={1.75}
              type="linear"
              dot={false}
              connectNulls={false}
              isAnimationActive={false}
              dataKey={(row: QuantileRow) => row.values[key] ?? null}
            />
          ))}
        </LineChart>
      )}
    </PlotSurface>
  );
}
