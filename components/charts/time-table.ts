import type { Cell, ChartTable } from "@/components/ui/csv";
import { formatCount, formatInstant, zonedInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { marksByBucket } from "./plot-marks";
import { ALL_LINES, type PlotMark, type TimePlotData } from "./plot-types";

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
  const before = beforeColumns({ rows, lines });
  const valueLabel = (label: string) => (unit === "" ? label : `${label} (${unit})`);
  const count = (value: Cell) => formatCount(typeof value === "number" ? value : null);
  return {
    columns: [
      { label: t("Bucket from ({zone})", { zone }), format: (value) => formatInstant(String(value), zone, "minute") },
      ...lines.flatMap(({ label }) => [
        { label: valueLabel(label), format: number },
        { label: `${label}: n`, format: count },
      ]),
      ...before.map(({ label }) => ({ label: valueLabel(label), format: number })),
      ...(marks.length > 0 ? [{ label: t("Happened") }] : []),
    ],
    rows: rows.map((row) => [
      zonedInstant(row.at, zone),
      ...lines.flatMap(({ key }) => [row.values[key] ?? null, row.n[key] ?? 0]),
      ...before.map(({ key }) => row.before?.values[key] ?? null),
      ...(marks.length > 0 ? [(marked.get(row.at) ?? []).map(({ label }) => label).join("; ")] : []),
    ]),
  };
}

/** Of the period before, where it is drawn: each line's, or that of all together. */
function beforeColumns({ rows, lines }: Pick<TimePlotData, "rows" | "lines">): { key: string; label: string }[] {
  const keys = new Set(rows.flatMap(({ before }) => Object.keys(before?.values ?? {})));
  if (keys.has(ALL_LINES)) return [{ key: ALL_LINES, label: t("Before") }];
  return lines
    .filter(({ key }) => keys.has(key))
    .map(({ key, label }) => ({ key, label: t("{label} before", { label }) }));
}
