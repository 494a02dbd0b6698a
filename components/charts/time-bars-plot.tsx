"use client";

import { useId } from "react";
import {
  Bar,
  BarChart,
  type BarShapeProps,
  CartesianGrid,
  Rectangle,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatInstant } from "@/lib/domain/format";
import { axisTicks } from "./axis-ticks";
import { marksByBucket } from "./plot-marks";
import { AXIS, MARK_LINE, TIME_MARGIN, timePlotWidth, unbroken, VALUE_AXIS_WIDTH } from "./plot-style";
import { PlotSurface } from "./plot-surface";
import { PlotTip } from "./plot-tip";
import type { PlotMark, PlotRow, TimePlotData } from "./plot-types";
import { barTicks } from "./time-axis";
import { type PlotZoom, useBrush } from "./use-brush";

export type TimeBarsPlotProps = TimePlotData & {
  label: string;
  zone: string;
  height: number;
  /** Bars that stand for whole days are named by their date alone. */
  daily?: boolean;
  /** What the sum of a stack is called, where it has one. */
  totalLabel?: string;
  formatValue: (value: number | null) => string;
  /** What choosing a bucket or a stretch of them does. */
  zoom?: PlotZoom;
  /** What happened meanwhile. */
  marks?: readonly PlotMark[];
};

/** Stacked bars, one per bucket; one that is not whole, still filling or cut by the window, is hatched. */
export function TimeBarsPlot(props: TimeBarsPlotProps) {
  const {
    label,
    zone,
    height,
    daily = false,
    totalLabel,
    formatValue,
    from,
    to,
    rows,
    lines,
    zoom,
    marks = [],
  } = props;
  const marked = marksByBucket(rows, marks);
  const brush = useBrush({ rows, from, to, zoom });
  const hatchId = useId();
  const top = Math.max(0, ...rows.map((row) => lines.reduce((sum, { key }) => sum + (row.values[key] ?? 0), 0)));
  const yTicks = axisTicks(top);
  return (
    <PlotSurface label={label} height={height}>
      {(width) => {
        const ticks = barTicks({ starts: rows.map(({ at }) => at), zone, width: timePlotWidth(width) });
        const tickLabels = new Map(ticks.map((tick) => [tick.at, tick.label]));
        return (
          <BarChart
            width={width}
            height={height}
            data={rows}
            accessibilityLayer={false}
            barCategoryGap={rows.length > 60 ? 0 : "12%"}
            margin={TIME_MARGIN}
            {...brush.handlers}
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
              ticks={ticks.map(({ at }) => at)}
              tickFormatter={(at: number) => unbroken(tickLabels.get(at) ?? "")}
              interval={0}
              {...AXIS}
            />
            <YAxis
              width={VALUE_AXIS_WIDTH}
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
                  <BarsTip marks={marked.get(row.at)} {...{ row, from, zone, daily, totalLabel, lines, formatValue }} />
                ) : null;
              }}
            />
            {[...marked.keys()].map((at) => (
              <ReferenceLine key={at} x={at} {...MARK_LINE} />
            ))}
            {brush.area && <ReferenceArea {...brush.area} fill="var(--sw-accent)" fillOpacity={0.15} />}
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

type BarsTipProps = Pick<TimeBarsPlotProps, "from" | "zone" | "daily" | "totalLabel" | "lines" | "formatValue"> & {
  row: PlotRow;
  marks: readonly PlotMark[] | undefined;
};

function BarsTip({ row, marks, from, zone, daily, totalLabel, lines, formatValue }: BarsTipProps) {
  const entries = lines
    .filter(({ key }) => row.values[key])
    .map(({ key, label, color }) => ({ label, color, value: formatValue(row.values[key] ?? null), n: row.n[key] }))
    .reverse();
  const title = formatInstant(new Date(row.at).toISOString(), zone, daily ? "day" : "minute");
  const part = row.filling ? "Still filling" : row.at < from ? "Only what lies in the window" : undefined;
  const sum = lines.reduce((total, { key }) => total + (row.values[key] ?? 0), 0);
  const n = lines.reduce((total, { key }) => total + (row.n[key] ?? 0), 0);
  const total = totalLabel && entries.length > 1 ? { label: totalLabel, value: formatValue(sum), n } : undefined;
  const note = entries.length === 0 ? "Nothing in this bucket" : part;
  return <PlotTip title={title} entries={entries} total={total} note={note} marks={marks ?? []} />;
}
