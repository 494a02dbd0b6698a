import type { Cell, ChartTable } from "@/components/ui/csv";
import { formatCount, formatInstant, zonedInstant } from "@/lib/domain/format";
import { marksByBucket } from "./plot-marks";
import type { PlotMark, TimePlotData } from "./plot-types";

type TimeTableOptions = {
  unit: string;
  format: (value: number | null) => string;
  /** What happened meanwhile, in a column of its own. */
  marks?: readonly PlotMark[];
};

/** A chart over time as a table: one row per bucket in the zone's own time, each line's value and its sample count. */
export function timeTable(
  { rows, lines }: TimePlotData,
  zone: string,
  { unit, format, marks = [] }: TimeTableOptions,
): ChartTable {
  const number = (value: Cell) => format(typeof value === "number" ? value : null);
  const marked = marksByBucket(rows, marks);
  const count = (value: Cell) => formatCount(typeof value === "number" ? value : null);
  return {
    columns: [
      { label: `Bucket from (${zone})`, format: (value) => formatInstant(String(value), zone, "minute") },
      ...lines.flatMap(({ label }) => [
        { label: unit === "" ? label : `${label} (${unit})`, format: number },
        { label: `${label}: n`, format: count },
      ]),
      ...(marks.length > 0 ? [{ label: "Happened" }] : []),
    ],
    rows: rows.map((row) => [
      zonedInstant(row.at, zone),
      ...lines.flatMap(({ key }) => [row.values[key] ?? null, row.n[key] ?? 0]),
      ...(marks.length > 0 ? [(marked.get(row.at) ?? []).map(({ label }) => label).join("; ")] : []),
    ]),
  };
}
