"use client";

import { CartesianGrid, ComposedChart, Line, Scatter, Tooltip, XAxis, YAxis } from "recharts";
import { displayUsd, formatMs } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { axisTicks, formatDurationTick } from "./axis-ticks";
import { type LabelPlace, placeLabels } from "./label-places";
import { AXIS, TICK, unbroken } from "./plot-style";
import { PlotSurface } from "./plot-surface";
import { PlotTip } from "./plot-tip";

export type ScatterPoint = {
  model: string;
  color: string;
  usdPerMillion: number;
  p99Ms: number;
  n: number;
  /** No other model is both cheaper and faster. */
  isOnFrontier: boolean;
};

export type ScatterPlotProps = { label: string; height: number; points: ScatterPoint[] };

const MARGIN = { top: 18, right: 30, bottom: 4, left: 0 } as const;
const X_AXIS_HEIGHT = 30;
const Y_AXIS_WIDTH = 58;

const usd = (value: number) => displayUsd(value.toFixed(9));

/** Cost against tail latency; the line joins the models that nothing beats on both. */
export function ScatterPlot({ label, height, points }: ScatterPlotProps) {
  const frontier = points.filter(({ isOnFrontier }) => isOnFrontier);
  const xTicks = axisTicks(Math.max(0, ...points.map(({ usdPerMillion }) => usdPerMillion)));
  const yTicks = axisTicks(Math.max(0, ...points.map(({ p99Ms }) => p99Ms)), "durations");
  const [xTop, yTop] = [xTicks.at(-1) ?? 1, yTicks.at(-1) ?? 1];
  const placesIn = (width: number) => {
    const [plotWidth, plotHeight] = [
      width - Y_AXIS_WIDTH - MARGIN.right,
      height - MARGIN.top - MARGIN.bottom - X_AXIS_HEIGHT,
    ];
    const dots = points.map(({ model, usdPerMillion, p99Ms }) => ({
      x: Y_AXIS_WIDTH + (usdPerMillion / xTop) * plotWidth,
      y: MARGIN.top + (1 - p99Ms / yTop) * plotHeight,
      label: model,
    }));
    const places = placeLabels(dots, { left: Y_AXIS_WIDTH, right: width, bottom: MARGIN.top + plotHeight });
    return new Map(points.map(({ model }, index) => [model, places[index]]));
  };
  return (
    <PlotSurface label={label} height={height}>
      {(width) => (
        <ComposedChart width={width} height={height} accessibilityLayer={false} margin={MARGIN}>
          <CartesianGrid stroke="var(--sw-line)" />
          <XAxis
            dataKey="usdPerMillion"
            type="number"
            height={X_AXIS_HEIGHT}
            domain={[0, xTop]}
            ticks={xTicks}
            tickFormatter={usd}
            {...AXIS}
          />
          <YAxis
            dataKey="p99Ms"
            type="number"
            width={Y_AXIS_WIDTH}
            domain={[0, yTop]}
            ticks={yTicks}
            tickFormatter={(ms: number) => unbroken(formatDurationTick(ms))}
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
                    { label: t("Effective $/M output"), color, value: usd(point.usdPerMillion) },
                    { label: t("Duration p99"), color, value: formatMs(point.p99Ms), n },
                  ]}
                  note={point.isOnFrontier ? t("On the Pareto front") : t("Another model is cheaper and faster")}
                />
              );
            }}
          />
          <Line
            data={frontier}
            dataKey="p99Ms"
            type="linear"
            stroke="var(--sw-muted)"
            strokeDasharray="4 3"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
            tooltipType="none"
          />
          <ModelDots points={points} places={placesIn(width)} />
        </ComposedChart>
      )}
    </PlotSurface>
  );
}

type ModelDotsProps = { points: ScatterPoint[]; places: ReadonlyMap<string, LabelPlace | null | undefined> };

/** A dot per model with its name, larger and ringed on the front. */
function ModelDots({ points, places }: ModelDotsProps) {
  return (
    <Scatter
      data={points}
      isAnimationActive={false}
      shape={({ cx, cy, payload }: { cx?: number; cy?: number; payload?: ScatterPoint }) => {
        const place = payload && places.get(payload.model);
        return (
          <g>
            <circle
              cx={cx}
              cy={cy}
              r={payload?.isOnFrontier ? 6.5 : 5}
              fill={payload?.color}
              stroke={payload?.isOnFrontier ? "var(--sw-ink)" : "var(--sw-surface)"}
              strokeWidth={1.5}
            />
            {place?.isFar && <line x1={cx} y1={cy} x2={place.x} y2={place.y + 3} stroke="var(--sw-line-strong)" />}
            {place && (
              <text x={place.x} y={place.y} textAnchor={place.anchor} style={{ ...TICK, fill: "var(--sw-ink)" }}>
                {payload.model}
              </text>
            )}
          </g>
        );
      }}
    />
  );
}
