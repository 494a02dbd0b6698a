import type { Mark } from "@/lib/contract/marks";

/** One bucket of a chart over time; a null value is a gap, never zero. */
export type PlotRow = {
  at: number;
  /** The bucket is not over: its numbers may still change. */
  filling: boolean;
  values: Record<string, number | null>;
  /** Samples behind each value. */
  n: Record<string, number>;
  /** The 95 % interval of each value, where it is known; a null side is a bound the samples are too few for. */
  bands?: Record<string, readonly [number | null, number | null]>;
  /** The same bucket of the period before, where that is drawn; of stacked bars all of them together, under ALL_LINES. */
  before?: { at: number; values: Record<string, number | null> };
};

/** The name under which a row has the sum of its lines. */
export const ALL_LINES = "";

export type PlotLine = { key: string; label: string; color: string };

/** `labelAt` is the end of the line where it is read, where that is fixed; else where fewer lines run. */
export type Threshold = { value: number; label: string; labelAt?: "start" | "end" };

/** A stretch of time that a chart says something of, such as a failover, and what of it is shaded. */
export type PlotSpan = { from: number; to: number; label: string; shaded: readonly { from: number; to: number }[] };

export type MarkKind = Mark["kind"];

/** Something that happened and may explain a chart, until `to` where it lasted. */
export type PlotMark = { at: number; label: string; kind?: MarkKind; to?: number };

export type TimePlotData = { from: number; to: number; rows: PlotRow[]; lines: PlotLine[] };
