"use client";

import { useId } from "react";
import { Bar, BarChart, type BarShapeProps, CartesianGrid, Rectangle, Tooltip, XAxis, YAxis } from "recharts";
import { axisTicks } from "./axis-ticks";
import { AXIS, unbroken } from "./plot-style";
import { PlotSurface } from "./plot-surface";
import { PlotTip } from "./plot-tip";
import type { PlotRow, TimePlotData } from "./plot-types";
import { bucketLabel, dayLabel, timeTicks } from "./time-axis";

export type TimeBarsPlotProps = TimePlotData & {
  label: string;
  zone: string;
  height: number;
  /** Bars that stand for whole days are named by their date alone. */
  daily?: boolean;
  formatValue: (value: number | null) => string;
};

/** Stacked bars, one per bucket; one that is not whole, still filling or cut by the window, is hatched. */
export function TimeBarsPlot(props: TimeBarsPlotProps) {
  const { label, zone, height, daily = false, formatValue, from, to, rows, lines } = props;
  const hatchId = useId();
  const top = Math.max(0, ...rows.map((row) => lines.reduce((sum, { key }) => sum + (row.values[key] ?? 0), 0)));
  const yTicks = axisTicks(top);
  return (
    <PlotSurface label={label} height={height}>
      {(width) => {
        const ticks = barTicks(rows, timeTicks(from, to, zone, Math.max(2, Math.floor(width / 84))));
        return (
          <BarChart
            width={width}
            height={height}
            data={rows}
            accessibilityLayer={false}
            barCategoryGap={rows.length > 60 ? 0 : "12%"}
            margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          >
            <defs>
              {lines.map(({ key, color }, index) => (
                <pattern
                  key={key}
                  id={`${hatchId}${index}`}
                  width="6"
                  height="6"
                  patternUnits="userSpaceOnUse"
                  patternTransform="rotate(45)"
                >
                  <rect width="6" height="6" fill={color} fillOpacity="0.3" />
                  <rect width="2.5" height="6" fill={color} />
                </pattern>
              ))}
            </defs>
            <CartesianGrid vertical={false} stroke="var(--sw-line)" />
            <XAxis
              dataKey="at"
              ticks={[...ticks.keys()]}
              tickFormatter={(at: number) => ticks.get(at) ?? ""}
              interval="preserveStart"
              {...AXIS}
            />
            <YAxis
              width={58}
              domain={[0, yTicks.at(-1) ?? 1]}
              ticks={yTicks}
              interval={0}
              tickFormatter={(value: number) => unbroken(formatValue(value))}
              {...AXIS}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: "var(--sw-line)", fillOpacity: 0.5 }}
              content={({ active, payload }) => {
                const row: PlotRow | undefined = payload?.[0]?.payload;
                return active && row ? (
                  <BarsTip row={row} from={from} zone={zone} daily={daily} lines={lines} formatValue={formatValue} />
                ) : null;
              }}
            />
            {lines.map(({ key, label: name, color }, index) => (
              <Bar
                key={key}
                name={name}
                stackId="all"
                fill={color}
                isAnimationActive={false}
                dataKey={(row: PlotRow) => row.values[key] ?? null}
                shape={(bar: BarShapeProps) => (
                  <Rectangle {...bar} fill={isPart(bar.payload, from) ? `url(#${hatchId}${index})` : color} />
                )}
              />
            ))}
          </BarChart>
        );
      }}
    </PlotSurface>
  );
}

function isPart(payload: unknown, from: number): boolean {
  if (typeof payload !== "object" || payload === null) return false;
  const isFilling = "filling" in payload && payload.filling === true;
  return isFilling || ("at" in payload && typeof payload.at === "number" && payload.at < from);
}

/** Bars have no place between them: each tick goes to the first bar at or after it. */
function barTicks(rows: PlotRow[], ticks: { at: number; label: string }[]): Map<number, string> {
  const labels = new Map<number, string>();
  for (const { at, label } of ticks) {
    const row = rows.find((candidate) => candidate.at >= at);
    if (row && !labels.has(row.at)) labels.set(row.at, label);
  }
  return labels;
}

type BarsTipProps = Pick<TimeBarsPlotProps, "from" | "zone" | "lines" | "formatValue"> & {
  row: PlotRow;
  daily: boolean;
};

function BarsTip({ row, from, zone, daily, lines, formatValue }: BarsTipProps) {
  const entries = lines
    .filter(({ key }) => row.values[key])
    .map(({ key, label, color }) => ({ label, color, value: formatValue(row.values[key] ?? null), n: row.n[key] }))
    .reverse();
  const title = daily ? dayLabel(row.at, zone) : bucketLabel(row.at, zone);
  const part = row.filling ? "Still filling" : row.at < from ? "Only what lies in the window" : undefined;
  return <PlotTip title={title} entries={entries} note={entries.length === 0 ? "Nothing in this bucket" : part} />;
}
