"use client";

import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { ChartTable } from "@/components/ui/csv";
import { t } from "@/lib/messages/translate";
import type { ValueKind } from "./axis-ticks";
import { ChartControls } from "./chart-controls";
import { ChartFrame, type ChartFrameProps } from "./chart-frame";
import { ChartLegend } from "./chart-legend";
import classes from "./charts.module.css";
import { cropPlot, type PlotRange } from "./crop-plot";
import { TimeBars, TimeLines } from "./lazy-plots";
import { withSpanColumn } from "./plot-spans";
import type { PlotMark, PlotSpan, Threshold, TimePlotData } from "./plot-types";
import type { PlotZoom } from "./plot-zoom";
import { timeTable } from "./time-table";
import { type BeforeSource, useBefore } from "./use-before";
import { useHiddenLines } from "./use-hidden-lines";
import { type MarksQuery, useMarkList } from "./use-marks";
import { useMarksShown } from "./use-marks-shown";

/** Of the whole height, what legend and controls take. */
const HEAD_HEIGHT = 28;

export type TimeChartProps<T> = Omit<ChartFrameProps<T>, "children" | "table" | "subtitle"> & {
  subtitle: (data: T) => string;
  draws: "lines" | "bars";
  /** What is drawn; of the same answer the same. */
  plot: (data: T) => TimePlotData;
  /** What the picture is called. */
  label: string;
  zone: string;
  formatValue: (value: number | null) => string;
  /** In the heads of the table. */
  unit?: string;
  valueKind?: ValueKind;
  /** Whether bars are whole days, named by their date alone. */
  daily?: (data: T) => boolean;
  /** What the sum of a stack is called. */
  totalLabel?: string;
  thresholds?: (data: T) => Threshold[];
  /** What is shaded, and what the column of the table that says so is called. */
  spans?: (data: T) => PlotSpan[];
  spansLabel?: string;
  table?: (data: T) => ChartTable;
  /** Whose range a zoom changes, the report's; a chart without has a time of its own, and crops it. */
  zoom?: PlotZoom;
  /** What is marked on it; a chart of no report asks by its own time. */
  marks?: MarksQuery | ((data: T) => MarksQuery) | null;
  /** How the period before is asked for, where there is one. */
  before?: BeforeSource<T>;
  /** What stands above the picture: controls of its own. */
  lead?: ReactNode;
  /** What stands below it. */
  foot?: (data: T) => ReactNode;
};

/**
 * Every chart over time: its states, legend, marks, zoom and period before, alike on each screen.
 */
export function TimeChart<T>(props: TimeChartProps<T>) {
  const { query, plot, draws, zone, formatValue, unit = "", before: source, zoom, title } = props;
  const { data } = query;
  const isStacked = draws === "bars";
  const whole = useMemo(() => (data === undefined ? null : plot(data)), [data, plot]);
  const before = useBefore({ source, own: whole, isCurrent: !query.isPlaceholderData, plot, isStacked });
  const list = useMarkList(
    typeof props.marks === "function" ? (data ? props.marks(data) : null) : (props.marks ?? null),
  );
  const [areMarksShown, showMarks] = useMarksShown();
  const [range, setRange] = useState<PlotRange | null>(null);
  const { hiddenOf, shown, onToggle, onOnly } = useHiddenLines();
  const crop = useCallback((from: number, to: number) => setRange({ from, to }), []);
  const ownZoom: PlotZoom = { onRange: crop, needsStretch: true, reset: range && (() => setRange(null)) };
  const used = zoom ?? ownZoom;
  const drawn = (all: TimePlotData): TimePlotData => {
    const rows = before.rows && (!isStacked || hiddenOf(all.lines).length === 0) ? before.rows : all.rows;
    return cropPlot({ ...all, rows, lines: shown(all.lines) }, zoom ? null : range);
  };
  const marks = within(list.marks, whole);
  return (
    <ChartFrame
      {...props}
      subtitle={(answer) => [props.subtitle(answer), before.note].filter(Boolean).join(" · ")}
      table={(answer) => {
        if (props.table) return props.table(answer);
        const all = { ...plot(answer), ...(before.rows && { rows: before.rows }) };
        const table = timeTable(all, zone, { unit, format: formatValue, marks });
        return withSpanColumn(table, all, {
          label: props.spansLabel ?? t("Shaded"),
          spans: props.spans?.(answer) ?? [],
        });
      }}
    >
      {(answer) => {
        const all = whole ?? plot(answer);
        const hidden = hiddenOf(all.lines);
        const picture = {
          ...{ ...drawn(all), label: props.label, zone, formatValue, valueKind: props.valueKind },
          ...{ height: props.height - HEAD_HEIGHT, zoom: used, marks: areMarksShown ? marks : undefined },
        };
        return (
          <>
            {props.lead}
            <div className={classes.head}>
              {all.lines.length > 1 && <ChartLegend items={all.lines} {...{ hidden, onToggle, onOnly }} />}
              <ChartControls
                {...{ title, zone, list: { ...list, marks }, areMarksShown, showMarks }}
                reset={used.reset ?? null}
                before={source ? before : null}
                isBeforeHidden={isStacked && hidden.length > 0}
              />
            </div>
            {isStacked ? (
              <TimeBars {...picture} daily={props.daily?.(answer)} totalLabel={totalOf(props.totalLabel, hidden)} />
            ) : (
              <TimeLines {...picture} thresholds={props.thresholds?.(answer)} spans={props.spans?.(answer)} />
            )}
            {props.foot?.(answer)}
          </>
        );
      }}
    </ChartFrame>
  );
}

/** A sum of some lines is not that of all. */
function totalOf(label: string | undefined, hidden: readonly string[]): string | undefined {
  return label !== undefined && hidden.length > 0 ? t("Sum of those shown") : label;
}

/** What happened while a chart was zoomed out is not on it. */
function within(marks: readonly PlotMark[], plot: TimePlotData | null): PlotMark[] {
  return plot ? marks.filter(({ at, to = at }) => to >= plot.from && at <= plot.to) : [];
}
