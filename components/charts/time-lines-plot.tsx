"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { shortBand } from "@/components/ui/describe";
import { formatInstant } from "@/lib/domain/format";
import { axisTicks } from "./axis-ticks";
import { fillingValue, isolatedPoints, ribbonOf, settledValue } from "./line-parts";
import { percentTickFormat } from "./percent-ticks";
import { marksByBucket } from "./plot-marks";
import { spansByBucket, uniteSpans } from "./plot-spans";
import { AXIS, MARK_LINE, TICK, TIME_MARGIN, timePlotWidth, unbroken, VALUE_AXIS_WIDTH } from "./plot-style";
import { PlotSurface } from "./plot-surface";
import { PlotTip } from "./plot-tip";
import type { PlotMark, PlotRow, PlotSpan, Threshold, TimePlotData } from "./plot-types";
import { timeTicks } from "./time-axis";
import { type PlotZoom, useBrush } from "./use-brush";

export type TimeLinesPlotProps = TimePlotData & {
  label: string;
  zone: string;
  height: number;
  formatValue: (value: number | null) => string;
  /** Whether the values are shares: an axis of small ones does not reach to all. */
  isShare?: boolean;
  thresholds?: Threshold[];
  spans?: PlotSpan[];
  /** What choosing a bucket or a stretch of them does. */
  zoom?: PlotZoom;
  /** What happened meanwhile. */
  marks?: readonly PlotMark[];
};

/** No failure at all must not look like a line at the foot of a hundred per cent. */
const LEAST_TOP_SHARE = 0.01;

/** Straight lines over time; a gap is a gap, and the filling bucket is dashed. */
export function TimeLinesPlot(props: TimeLinesPlotProps) {
  const {
    label,
    zone,
    height,
    formatValue,
    isShare,
    from,
    to,
    rows,
    lines,
    thresholds = [],
    spans = [],
    zoom,
    marks = [],
  } = props;
  const marked = marksByBucket(rows, marks);
  const shaded = spansByBucket(rows, spans, to);
  const brush = useBrush({ rows, from, to, zoom });
  const indexOf = new Map(rows.map((row, index) => [row, index]));
  const top = Math.max(
    isShare ? LEAST_TOP_SHARE : 0,
    ...rows.flatMap((row) => lines.map(({ key }) => ribbonOf(row, key)?.[1] ?? row.values[key] ?? 0)),
    ...thresholds.map(({ value }) => value),
  );
  const yTicks = axisTicks(top);
  const formatTick = isShare ? percentTickFormat(yTicks) : formatValue;
  return (
    <PlotSurface label={label} height={height}>
      {(width) => {
        const ticks = timeTicks({ from, to, zone, width: timePlotWidth(width) });
        const tickLabels = new Map(ticks.map((tick) => [tick.at, tick.label]));
        return (
          <ComposedChart
            width={width}
            height={height}
            data={rows}
            accessibilityLayer={false}
            margin={TIME_MARGIN}
            {...brush.handlers}
          >
            <CartesianGrid vertical={false} stroke="var(--sw-line)" />
            <XAxis
              dataKey="at"
              type="number"
              domain={[from, to]}
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
              tickFormatter={(value: number) => unbroken(formatTick(value))}
              {...AXIS}
            />
            {uniteSpans(spans, { from, to }).map((span) => (
              <ReferenceArea
                key={`span ${span.from}`}
                x1={span.from}
                x2={span.to}
                fill="var(--sw-bad)"
                fillOpacity={0.12}
              />
            ))}
            {[...marked.keys()].map((at) => (
              <ReferenceLine key={`mark ${at}`} x={at} {...MARK_LINE} />
            ))}
            {brush.area && <ReferenceArea {...brush.area} fill="var(--sw-accent)" fillOpacity={0.15} />}
            {thresholds.map((threshold) => (
              <ReferenceLine
                key={threshold.label}
                y={threshold.value}
                stroke="var(--sw-ink)"
                strokeDasharray="6 4"
                strokeOpacity={0.7}
                label={{
                  ...TICK,
                  value: threshold.label,
                  position: threshold.labelAt === "start" ? "insideTopLeft" : "insideTopRight",
                  fill: "var(--sw-ink)",
                }}
              />
            ))}
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: "var(--sw-line-strong)" }}
              content={({ active, payload }) => {
                const row: PlotRow | undefined = payload?.[0]?.payload;
                return active && row ? (
                  <LinesTip
                    marks={marked.get(row.at)}
                    spans={shaded.get(row.at)}
                    {...{ row, zone, lines, formatValue }}
                  />
                ) : null;
              }}
            />
            {rows.some(({ bands }) => bands !== undefined) &&
              lines.map(({ key, color }) => (
                <Area
                  key={`${key} ribbon`}
                  dataKey={(row: PlotRow) => ribbonOf(row, key)}
                  type="linear"
                  stroke="none"
                  fill={color}
                  fillOpacity={0.16}
                  connectNulls={false}
                  isAnimationActive={false}
                  activeDot={false}
                  legendType="none"
                />
              ))}
            {lines.flatMap(({ key, label: name, color }) => {
              const isolated = isolatedPoints(rows, key);
              const common = {
                name,
                stroke: color,
                type: "linear",
                connectNulls: false,
                isAnimationActive: false,
              } as const;
              return [
                <Line
                  key={key}
                  {...common}
                  strokeWidth={1.75}
                  dataKey={(row: PlotRow) => settledValue(row, key)}
                  activeDot={{ r: 3 }}
                  dot={false}
                />,
                <Line
                  key={`${key} points`}
                  {...common}
                  strokeWidth={0}
                  legendType="none"
                  activeDot={false}
                  dot={{ r: 2, fill: color, stroke: "none" }}
                  dataKey={(row: PlotRow) => (isolated.has(row.at) && !row.filling ? (row.values[key] ?? null) : null)}
                />,
                <Line
                  key={`${key} filling`}
                  {...common}
                  strokeWidth={1.5}
                  strokeDasharray="3 3"
                  legendType="none"
                  activeDot={false}
                  dot={false}
                  dataKey={(row: PlotRow) => fillingValue(rows, indexOf.get(row) ?? -1, key)}
                />,
              ];
            })}
          </ComposedChart>
        );
      }}
    </PlotSurface>
  );
}

type LinesTipProps = Pick<TimeLinesPlotProps, "zone" | "lines" | "formatValue"> & {
  row: PlotRow;
  marks: readonly PlotMark[] | undefined;
  spans: readonly PlotSpan[] | undefined;
};

function LinesTip({ row, marks = [], spans = [], zone, lines, formatValue }: LinesTipProps) {
  const entries = lines.map(({ key, label, color }) => ({
    label,
    color,
    value: formatValue(row.values[key] ?? null),
    ...(row.bands?.[key] ? { aside: shortBand(row.bands[key], formatValue) } : {}),
    n: row.n[key],
  }));
  return (
    <PlotTip
      title={formatInstant(new Date(row.at).toISOString(), zone, "minute")}
      entries={entries}
      note={row.filling ? "Still filling" : undefined}
      marks={[...spans.map(({ from, label }) => ({ at: from, label })), ...marks]}
    />
  );
}
