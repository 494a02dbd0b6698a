"use client";

import { memo, useId, useMemo } from "react";
import { Bar, type BarShapeProps, CartesianGrid, ComposedChart, Line, Rectangle, XAxis, YAxis } from "recharts";
import { axisTicks, distinctTicks, type ValueKind } from "./axis-ticks";
import { isolatedBefore } from "./line-parts";
import { PlotOverlay } from "./plot-overlay";
import { AXIS, TIME_AXIS_HEIGHT, TIME_MARGIN, timePlotWidth, unbroken, VALUE_AXIS_WIDTH } from "./plot-style";
import { PlotSurface } from "./plot-surface";
import { ALL_LINES, type PlotMark, type PlotRow, type TimePlotData } from "./plot-types";
import type { PlotZoom } from "./plot-zoom";
import { readRow } from "./read-row";
import { barTicks } from "./time-axis";

export type TimeBarsPlotProps = TimePlotData & {
  label: string;
  zone: string;
  height: number;
  /** Bars that stand for whole days are named by their date alone. */
  daily?: boolean;
  /** What the sum of a stack is called, where it has one. */
  totalLabel?: string;
  formatValue: (value: number | null) => string;
  valueKind?: ValueKind;
  /** What choosing a bucket or a stretch of them does. */
  zoom?: PlotZoom;
  /** What happened meanwhile. */
  marks?: readonly PlotMark[];
};

const NO_MARKS: readonly PlotMark[] = [];

/** Stacked bars, one per bucket; one that is not whole, still filling or cut by the window, is hatched. */
export function TimeBarsPlot(props: TimeBarsPlotProps) {
  const { label, zone, height, daily = false, totalLabel, formatValue, from, to, rows, lines } = props;
  const { marks = NO_MARKS, zoom, valueKind } = props;
  const yTicks = useMemo(() => {
    const tops = rows.flatMap(({ values, before }) => [
      lines.reduce((sum, { key }) => sum + (values[key] ?? 0), 0),
      before?.values[ALL_LINES] ?? 0,
    ]);
    return axisTicks(Math.max(0, ...tops), valueKind);
  }, [rows, lines, valueKind]);
  return (
    <PlotSurface
      label={label}
      height={height}
      overlay={(width) => (
        <PlotOverlay
          draws="bars"
          {...{ label, rows, from, to, zone, width, height, marks, zoom }}
          read={(row) => readRow(row, { lines, zone, daily, from, isStacked: true, totalLabel, formatValue })}
        />
      )}
    >
      {(width) => <Picture {...props} width={width} yTicks={yTicks} />}
    </PlotSurface>
  );
}

type PictureProps = TimeBarsPlotProps & { width: number; yTicks: readonly number[] };

/** The drawing itself, which knows nothing of the pointer over it. */
const Picture = memo(({ zone, height, width, yTicks, from, rows, lines, formatValue }: PictureProps) => {
  const hatchId = useId();
  const ticks = barTicks({ starts: rows.map(({ at }) => at), zone, width: timePlotWidth(width) });
  const tickLabels = new Map(ticks.map((tick) => [tick.at, tick.label]));
  return (
    <ComposedChart
      width={width}
      height={height}
      data={rows}
      accessibilityLayer={false}
      barCategoryGap={rows.length > 60 ? 0 : "12%"}
      margin={TIME_MARGIN}
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
        height={TIME_AXIS_HEIGHT}
        ticks={ticks.map(({ at }) => at)}
        tickFormatter={(at: number) => unbroken(tickLabels.get(at) ?? "")}
        interval={0}
        {...AXIS}
      />
      <YAxis
        width={VALUE_AXIS_WIDTH}
        domain={[0, yTicks.at(-1) ?? 1]}
        ticks={distinctTicks(yTicks, formatValue)}
        interval={0}
        tickFormatter={(value: number) => unbroken(formatValue(value))}
        {...AXIS}
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
      {rows.some(({ before }) => before !== undefined) && EARLIER_STROKES.flatMap((stroke) => earlier(rows, stroke))}
    </ComposedChart>
  );
});

const STILL = {
  type: "linear",
  connectNulls: false,
  isAnimationActive: false,
  activeDot: false,
  legendType: "none",
} as const;

/** Under the dots a paler line, so that they are seen on every colour. */
const EARLIER_STROKES = [
  { stroke: "var(--sw-surface)", strokeWidth: 4, strokeOpacity: 0.75 },
  { stroke: "var(--sw-ink)", strokeWidth: 1.5, strokeOpacity: 1, strokeDasharray: "1.5 3" },
] as const;

/** The sum of each stack of the period before; one that lies alone is a dot. */
function earlier(rows: PlotRow[], stroke: (typeof EARLIER_STROKES)[number]) {
  const isolated = isolatedBefore(rows, ALL_LINES);
  const sumBefore = (row: PlotRow) => row.before?.values[ALL_LINES] ?? null;
  return [
    <Line key={stroke.stroke} {...stroke} {...STILL} dot={false} dataKey={sumBefore} />,
    <Line
      key={`${stroke.stroke} points`}
      {...STILL}
      strokeWidth={0}
      dot={{ r: stroke.strokeWidth, fill: stroke.stroke, fillOpacity: stroke.strokeOpacity, stroke: "none" }}
      dataKey={(row: PlotRow) => (isolated.has(row.at) ? sumBefore(row) : null)}
    />,
  ];
}

function isPart(payload: unknown, from: number): boolean {
  if (typeof payload !== "object" || payload === null) return false;
  const isFilling = "filling" in payload && payload.filling === true;
  return isFilling || ("at" in payload && typeof payload.at === "number" && payload.at < from);
}
