"use client";

import { useId, useMemo, useRef } from "react";
import { describeRange } from "@/components/ui/describe";
import ui from "@/components/ui/ui.module.css";
import { t } from "@/lib/messages/translate";
import classes from "./charts.module.css";
import { PlotActions } from "./plot-actions";
import { bucketAt, bucketsOf, type Stretch } from "./plot-cursor";
import { marksByBucket } from "./plot-marks";
import { MarksLayer } from "./plot-marks-layer";
import { spansByBucket } from "./plot-spans";
import { TIME_AXIS_HEIGHT, TIME_MARGIN } from "./plot-style";
import { PlotTip } from "./plot-tip";
import type { PlotMark, PlotRow, PlotSpan } from "./plot-types";
import { type PlotZoom, spanOfBuckets, zoomActions } from "./plot-zoom";
import { type RowReading, readingText } from "./read-row";
import { timeGeometry } from "./time-geometry";
import { TipPlace } from "./tip-place";
import { usePlotPointer } from "./use-plot-pointer";

const NO_SPANS: readonly PlotSpan[] = [];

export type PlotOverlayProps = {
  label: string;
  draws: "lines" | "bars";
  rows: readonly PlotRow[];
  from: number;
  to: number;
  zone: string;
  width: number;
  height: number;
  marks: readonly PlotMark[];
  /** What is shaded, at least in part: read with the buckets that it lies in. */
  spans?: readonly PlotSpan[];
  zoom?: PlotZoom | undefined;
  /** All that the chart knows of a bucket, and where on its value axis each of its lines is there, in px. */
  read: (row: PlotRow) => RowReading;
  dotsOf?: (row: PlotRow) => { y: number; color: string }[];
};

/**
 * Everything over the picture of a chart over time: what happened, the bucket that is read, the stretch that is drawn, and
 * what can be done with it. One stop of the Tab key, read by arrow keys; the picture beneath is not drawn anew.
 */
export function PlotOverlay(props: PlotOverlayProps) {
  const { label, draws, rows, from, to, zone, width, height, marks, spans = NO_SPANS, zoom, read, dotsOf } = props;
  const hintId = useId();
  const slider = useRef<HTMLDivElement>(null);
  const geometry = useMemo(() => timeGeometry({ draws, rows, from, to, width }), [draws, rows, from, to, width]);
  const marked = useMemo(() => marksByBucket(rows, marks), [rows, marks]);
  const shaded = useMemo(() => spansByBucket(rows, spans, to), [rows, spans, to]);
  const actionsOf = (stretch: Stretch) =>
    zoom ? zoomActions(zoom, spanOfBuckets(rows, stretch, { from, to }), stretch.start === stretch.end) : [];
  const { cursor, handlers, end, giveUp } = usePlotPointer({
    geometry,
    ...{ rows, to },
    onChosen: zoom && ((start, last) => runOnly(actionsOf({ start, end: last }))),
    onLeave: zoom?.reset ?? undefined,
  });
  const { at: pointed, anchor, chosen } = cursor;
  const at = bucketAt({ rows, to }, pointed);
  const row = at === null ? undefined : rows[at];
  const reading = row && read(row);
  const happened = row ? [...(marked.get(row.at) ?? []), ...(shaded.get(row.at) ?? []).map(markOfSpan)] : [];
  const isDrawing = anchor !== null && pointed !== null && anchor !== pointed;
  const stretch = chosen ?? (isDrawing ? { start: anchor, end: pointed } : null);
  const drawn = stretch && bucketsOf({ rows, to }, stretch);
  const bottom = height - TIME_AXIS_HEIGHT;
  const x = at === null ? 0 : geometry.xOf(at);
  const actions = chosen ? actionsOf(chosen) : [];
  return (
    <div className={classes.overlay} style={{ height, width }}>
      <MarksLayer {...{ marks, geometry, width, bottom }} />
      {drawn && (
        <span
          className={classes.drawn}
          style={{
            ...geometry.stretchOf(drawn.start, drawn.end),
            top: TIME_MARGIN.top,
            height: bottom - TIME_MARGIN.top,
          }}
        />
      )}
      {row && <span className={classes.cursor} style={{ left: x, height: bottom }} />}
      {row &&
        dotsOf?.(row).map(({ y, color }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two series may meet in one place and colour
          <span key={place} className={classes.cursorDot} style={{ left: x, top: y, background: color }} />
        ))}
      <div
        ref={slider}
        role="slider"
        tabIndex={0}
        className={classes.pointed}
        data-zooms={zoom ? true : undefined}
        aria-label={t("{label}: read and choose", { label })}
        aria-describedby={hintId}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, rows.length - 1)}
        aria-valuenow={at ?? Math.max(0, rows.length - 1)}
        aria-valuetext={reading ? readingText(reading, happened) : describeRange(rangeOf({ from, to }), zone)}
        {...handlers}
        onBlur={() => !chosen && end()}
      />
      <span id={hintId} className={ui.visuallyHidden}>
        {zoom
          ? t("Arrow keys read, with Shift they draw a stretch, Enter chooses it, Escape goes back.")
          : t("Arrow keys read.")}
      </span>
      {reading && !chosen && (
        <TipPlace x={x} width={width}>
          <PlotTip {...reading} marks={happened} />
        </TipPlace>
      )}
      {chosen && drawn && actions.length > 0 && (
        <PlotActions
          title={describeRange(rangeOf(spanOfBuckets(rows, chosen, { from, to })), zone)}
          actions={actions}
          x={geometry.xOf(drawn.end)}
          width={width}
          onClose={(reason) => {
            if (reason === "escape") giveUp();
            else end();
            // Its buttons are gone with it: keys go on where they were.
            if (reason !== "left") slider.current?.focus({ preventScroll: true });
          }}
        >
          {reading && chosen.start === chosen.end && <PlotTip {...reading} marks={happened} />}
        </PlotActions>
      )}
    </div>
  );
}

const markOfSpan = ({ from, label }: PlotSpan): PlotMark => ({ at: from, label });

/** Does the one thing that can be done; what can be done in several ways is asked. */
function runOnly(actions: readonly { run: () => void }[]): boolean {
  if (actions.length > 1) return false;
  actions[0]?.run();
  return true;
}

function rangeOf({ from, to }: { from: number; to: number }) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
