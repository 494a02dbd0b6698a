"use client";

import { memo, useMemo } from "react";
import { Area, CartesianGrid, ComposedChart, Line, ReferenceArea, ReferenceLine, XAxis, YAxis } from "recharts";
import { axisTicks, distinctTicks, formatDurationTick, type ValueKind } from "./axis-ticks";
import { fillingValue, isolatedBefore, isolatedPoints, ribbonOf, settledValue } from "./line-parts";
import { percentTickFormat } from "./percent-ticks";
import { PlotOverlay } from "./plot-overlay";
import { uniteSpans } from "./plot-spans";
import { AXIS, TIME_AXIS_HEIGHT, TIME_MARGIN, timePlotWidth, unbroken, VALUE_AXIS_WIDTH } from "./plot-style";
import { PlotSurface } from "./plot-surface";
import type { PlotMark, PlotRow, PlotSpan, Threshold, TimePlotData } from "./plot-types";
import type { PlotZoom } from "./plot-zoom";
import { readRow } from "./read-row";
import { ThresholdLabels } from "./threshold-labels";
import { timeTicks } from "./time-axis";
import { timeDomain } from "./time-geometry";

export type TimeLinesPlotProps = TimePlotData & {
  label: string;
  zone: string;
  height: number;
  formatValue: (value: number | null) => string;
  /** Whether the values are shares: an axis of small ones does not reach to all. */
  isShare?: boolean;
  valueKind?: ValueKind;
  thresholds?: Threshold[];
  spans?: PlotSpan[];
  /** What choosing a bucket or a stretch of them does. */
  zoom?: PlotZoom;
  /** What happened meanwhile. */
  marks?: readonly PlotMark[];
};

/** No failure at all must not look like a line at the foot of a hundred per cent. */
const LEAST_TOP_SHARE = 0.01;
const NO_MARKS: readonly PlotMark[] = [];

/** Straight lines over time; a gap is a gap, and the filling bucket is dashed. */
export function TimeLinesPlot(props: TimeLinesPlotProps) {
  const { label, zone, height, formatValue, isShare, valueKind, from, to, rows, lines, thresholds = [] } = props;
  const { marks = NO_MARKS, zoom } = props;
  const kind = valueKind ?? (isShare ? "shares" : "amounts");
  const yTicks = useMemo(() => {
    const top = Math.max(
      kind === "shares" ? LEAST_TOP_SHARE : 0,
      ...rows.flatMap((row) =>
        lines.flatMap(({ key }) => [ribbonOf(row, key)?.[1] ?? row.values[key] ?? 0, row.before?.values[key] ?? 0]),
      ),
      ...thresholds.map(({ value }) => value),
    );
    return axisTicks(top, kind);
  }, [rows, lines, thresholds, kind]);
  const top = yTicks.at(-1) ?? 1;
  const yOf = (value: number) => TIME_MARGIN.top + (1 - value / top) * (height - TIME_MARGIN.top - TIME_AXIS_HEIGHT);
  return (
    <PlotSurface
      label={label}
      height={height}
      overlay={(width) => (
        <>
          <ThresholdLabels {...{ thresholds, rows, lines, from, to, width, height, yOf }} />
          <PlotOverlay
            draws="lines"
            {...{ label, rows, from, to, zone, width, height, marks, spans: props.spans, zoom }}
            read={(row) => readRow(row, { lines, zone, daily: false, from, isStacked: false, formatValue })}
            dotsOf={(row) =>
              lines.flatMap(({ key, color }) => {
                const value = row.values[key] ?? null;
                return value === null ? [] : [{ y: yOf(value), color }];
              })
            }
          />
        </>
      )}
    >
      {(width) => <Picture {...props} width={width} yTicks={yTicks} kind={kind} />}
    </PlotSurface>
  );
}

type PictureProps = TimeLinesPlotProps & { width: number; yTicks: readonly number[]; kind: ValueKind };

/** The drawing itself, which knows nothing of the pointer over it. */
const Picture = memo((props: PictureProps) => {
  const { zone, height, width, yTicks, kind, from, to, rows, lines, thresholds = [], spans = [], formatValue } = props;
  const formatTick =
    kind === "shares" ? percentTickFormat(yTicks) : kind === "durations" ? formatDurationTick : formatValue;
  const ticks = timeTicks({ from, to, zone, width: timePlotWidth(width) });
  const tickLabels = new Map(ticks.map((tick) => [tick.at, tick.label]));
  return (
    <ComposedChart width={width} height={height} data={rows} accessibilityLayer={false} margin={TIME_MARGIN}>
      <CartesianGrid vertical={false} stroke="var(--sw-line)" />
      <XAxis
        dataKey="at"
        type="number"
        height={TIME_AXIS_HEIGHT}
        domain={timeDomain({ rows, from, to })}
        ticks={ticks.map(({ at }) => at)}
        tickFormatter={(at: number) => unbroken(tickLabels.get(at) ?? "")}
        interval={0}
        {...AXIS}
      />
      <YAxis
        width={VALUE_AXIS_WIDTH}
        domain={[0, yTicks.at(-1) ?? 1]}
        ticks={distinctTicks(yTicks, formatTick)}
        interval={0}
        tickFormatter={(value: number) => unbroken(formatTick(value))}
        {...AXIS}
      />
      {uniteSpans(
        spans.flatMap(({ shaded }) => shaded),
        { from, to },
      ).map((span) => (
        <ReferenceArea key={`span ${span.from}`} x1={span.from} x2={span.to} fill="var(--sw-bad)" fillOpacity={0.12} />
      ))}
      {thresholds.map((threshold) => (
        <ReferenceLine
          key={threshold.label}
          y={threshold.value}
          stroke="var(--sw-ink)"
          strokeDasharray="6 4"
          strokeOpacity={0.7}
        />
      ))}
      {rows.some(({ bands }) => bands !== undefined) && lines.map((line) => ribbon(line))}
      {rows.some(({ before }) => before !== undefined) && lines.flatMap((line) => earlier(rows, line))}
      {lines.flatMap((line) => partsOf(rows, line))}
    </ComposedChart>
  );
});

type DrawnLine = TimePlotData["lines"][number];
const STILL = { type: "linear", connectNulls: false, isAnimationActive: false, activeDot: false } as const;

function ribbon({ key, color }: DrawnLine) {
  return (
    <Area
      key={`${key} ribbon`}
      {...STILL}
      dataKey={(row: PlotRow) => ribbonOf(row, key)}
      stroke="none"
      fill={color}
      fillOpacity={0.16}
      legendType="none"
    />
  );
}

/** The line of the period before: thin, faint and dotted, so that it is never taken for this one. */
function earlier(rows: PlotRow[], { key, color }: DrawnLine) {
  const isolated = isolatedBefore(rows, key);
  const earlierOf = (row: PlotRow) => row.before?.values[key] ?? null;
  const common = { ...STILL, stroke: color, legendType: "none" } as const;
  return [
    <Line
      key={`${key} before`}
      {...common}
      strokeWidth={1.25}
      strokeOpacity={0.6}
      strokeDasharray="1.5 3"
      dot={false}
      dataKey={earlierOf}
    />,
    <Line
      key={`${key} points before`}
      {...common}
      strokeWidth={0}
      dot={{ r: 1.5, fill: color, fillOpacity: 0.6, stroke: "none" }}
      dataKey={(row: PlotRow) => (isolated.has(row.at) ? earlierOf(row) : null)}
    />,
  ];
}

function partsOf(rows: PlotRow[], { key, label: name, color }: DrawnLine) {
  const isolated = isolatedPoints(rows, key);
  const indexOf = new Map(rows.map((row, index) => [row, index]));
  const common = { ...STILL, name, stroke: color };
  return [
    <Line key={key} {...common} strokeWidth={1.75} dataKey={(row: PlotRow) => settledValue(row, key)} dot={false} />,
    <Line
      key={`${key} points`}
      {...common}
      strokeWidth={0}
      legendType="none"
      dot={{ r: 2, fill: color, stroke: "none" }}
      dataKey={(row: PlotRow) => (isolated.has(row.at) && !row.filling ? (row.values[key] ?? null) : null)}
    />,
    <Line
      key={`${key} filling`}
      {...common}
      strokeWidth={1.5}
      strokeDasharray="3 3"
      legendType="none"
      dot={false}
      dataKey={(row: PlotRow) => fillingValue(rows, indexOf.get(row) ?? -1, key)}
    />,
  ];
}
