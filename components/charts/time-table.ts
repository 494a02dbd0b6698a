import type { Cell, ChartTable } from "@/components/ui/csv";
import { formatCount, formatInstant, zonedInstant } from "@/lib/domain/format";
import type { TimePlotData } from "./plot-types";

type TimeTableOptions = {
  unit: string;
  format: (value: number | null) => string;
  /** What buckets are that begin with a date of the zone; others are named by date and time. */
  dated?: "day" | "week" | "month";
};

/** A chart over time as a table: one row per bucket in the zone's own time, each line's value and its sample count. */
export function timeTable({ rows, lines }: TimePlotData, zone: string, options: TimeTableOptions): ChartTable {
  const { unit, format, dated } = options;
  const number = (value: Cell) => format(typeof value === "number" ? value : null);
  const count = (value: Cell) => formatCount(typeof value === "number" ? value : null);
  const start = (at: number) => (dated ? zonedInstant(at, zone).slice(0, 10) : zonedInstant(at, zone));
  return {
    columns: [
      dated
        ? { label: `${{ day: "Day", week: "Week from", month: "Month from" }[dated]} (${zone})` }
        : { label: `Bucket from (${zone})`, format: (value) => formatInstant(String(value), zone, "minute") },
      ...lines.flatMap(({ label }) => [
        { label: unit === "" ? label : `${label} (${unit})`, format: number },
        { label: `${label}: n`, format: count },
      ]),
    ],
    rows: rows.map((row) => [start(row.at), ...lines.flatMap(({ key }) => [row.values[key] ?? null, row.n[key] ?? 0])]),
  };
}
