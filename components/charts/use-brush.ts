"use client";

import { useState } from "react";
import type { PlotRow } from "./plot-types";

/** What a chart reports of a pointer: a stretch of time that was drawn over, or one bucket that was clicked. */
export type PlotZoom = {
  onRange: (fromMs: number, toMs: number) => void;
  onPoint: (fromMs: number, toMs: number) => void;
};

type Pointed = { activeLabel?: string | number | undefined };
type Drawn = { start: number; end: number };

/** Drawing over a chart with the pointer, from bucket to bucket; `area` is what is drawn so far. */
export function useBrush({
  rows,
  from,
  to,
  zoom,
}: {
  rows: readonly PlotRow[];
  from: number;
  to: number;
  zoom?: PlotZoom | undefined;
}) {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  if (!zoom) return { area: null, handlers: {} };
  const bucketAt = ({ activeLabel }: Pointed) => {
    const at = Number(activeLabel);
    return activeLabel === undefined || Number.isNaN(at) ? null : at;
  };
  const handlers = {
    onMouseDown: (pointed: Pointed) => {
      const at = bucketAt(pointed);
      setDrawn(at === null ? null : { start: at, end: at });
    },
    onMouseMove: (pointed: Pointed) => {
      const at = bucketAt(pointed);
      if (drawn && at !== null && at !== drawn.end) setDrawn({ ...drawn, end: at });
    },
    onMouseUp: () => {
      setDrawn(null);
      if (!drawn) return;
      const span = spanOfBuckets(rows, drawn, { from, to });
      if (drawn.start === drawn.end) zoom.onPoint(span.from, span.to);
      else zoom.onRange(span.from, span.to);
    },
    onMouseLeave: () => setDrawn(null),
    style: { cursor: "crosshair" },
  };
  const isWide = drawn !== null && drawn.start !== drawn.end;
  return {
    area: isWide ? { x1: Math.min(drawn.start, drawn.end), x2: Math.max(drawn.start, drawn.end) } : null,
    handlers,
  };
}

/** The time from the start of the first of two buckets to the end of the second, whichever was pointed at first. */
export function spanOfBuckets(
  rows: readonly PlotRow[],
  { start, end }: Drawn,
  window: { from: number; to: number },
): { from: number; to: number } {
  const [first, last] = [Math.min(start, end), Math.max(start, end)];
  const next = rows.find(({ at }) => at > last);
  return { from: Math.max(first, window.from), to: Math.min(next?.at ?? window.to, window.to) };
}
