import { PLOT_LEFT, PLOT_RIGHT } from "./plot-style";
import type { PlotRow } from "./plot-types";

type Shape = {
  /** Lines have a point where a bucket starts; bars stand side by side, equally wide. */
  draws: "lines" | "bars";
  rows: readonly PlotRow[];
  from: number;
  to: number;
  /** Of the whole picture, in px. */
  width: number;
};

export type TimeGeometry = {
  /** Where buckets, by index, and instants are, in px from the left of the picture; an instant beyond the plot is nowhere. */
  xOf: (index: number) => number;
  placeOf: (at: number) => number | null;
  /** The bucket that is pointed at; null where there is none. */
  indexAt: (x: number) => number | null;
  /** What a stretch of buckets covers. */
  stretchOf: (start: number, end: number) => { left: number; width: number };
};

/** What the axis of a chart over time reaches over: its window, and the whole of a first bucket that began before. */
export function timeDomain({ rows, from, to }: Pick<Shape, "rows" | "from" | "to">): [number, number] {
  return [Math.min(from, rows[0]?.at ?? from), Math.max(to, rows.at(-1)?.at ?? to)];
}

/** Where everything of a chart over time is drawn. */
export function timeGeometry(shape: Shape): TimeGeometry {
  const { rows, width } = shape;
  const plotWidth = Math.max(1, width - PLOT_LEFT - PLOT_RIGHT);
  const clamp = (x: number) => Math.max(PLOT_LEFT, Math.min(PLOT_LEFT + plotWidth, x));
  const count = Math.max(1, rows.length);
  const { place, xOf, edges } = shape.draws === "bars" ? bars(shape, plotWidth) : lines(shape, plotWidth);
  return {
    xOf,
    placeOf: (at) => {
      const x = place(at);
      return x === null || x < PLOT_LEFT - 1e-6 || x > PLOT_LEFT + plotWidth + 1e-6 ? null : x;
    },
    indexAt: (x) => {
      if (rows.length === 0) return null;
      if (shape.draws === "bars")
        return Math.max(0, Math.min(rows.length - 1, Math.floor(((x - PLOT_LEFT) / plotWidth) * count)));
      return nearest(rows, xOf, x);
    },
    stretchOf: (start, end) => {
      const left = clamp(edges(Math.min(start, end)).left);
      const right = clamp(edges(Math.max(start, end)).right);
      return { left, width: Math.max(2, right - left) };
    },
  };
}

type Places = {
  place: (at: number) => number | null;
  xOf: (index: number) => number;
  edges: (index: number) => { left: number; right: number };
};

function lines({ rows, from, to }: Shape, plotWidth: number): Places {
  const [start, end] = timeDomain({ rows, from, to });
  const place = (at: number) => PLOT_LEFT + ((at - start) / Math.max(1, end - start)) * plotWidth;
  return {
    place,
    xOf: (index) => place(rows[index]?.at ?? start),
    edges: (index) => ({ left: place(rows[index]?.at ?? start), right: place(rows[index + 1]?.at ?? end) }),
  };
}

function bars({ rows, to }: Shape, plotWidth: number): Places {
  const band = plotWidth / Math.max(1, rows.length);
  const left = (index: number) => PLOT_LEFT + index * band;
  return {
    place: (at) => {
      const index = rows.findLastIndex((row) => row.at <= at);
      const row = rows[index];
      if (!row) return null;
      const end = rows[index + 1]?.at ?? Math.max(to, row.at + 1);
      return at > end ? null : left(index) + ((at - row.at) / (end - row.at)) * band;
    },
    xOf: (index) => left(index) + band / 2,
    edges: (index) => ({ left: left(index), right: left(index + 1) }),
  };
}

function nearest(rows: readonly PlotRow[], xOf: (index: number) => number, x: number): number {
  let [low, high] = [0, rows.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xOf(middle) <= x) low = middle;
    else high = middle;
  }
  return Math.abs(xOf(high) - x) < Math.abs(xOf(low) - x) ? high : low;
}
