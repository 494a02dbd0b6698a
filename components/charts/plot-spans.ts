import type { ChartTable } from "@/components/ui/csv";
import type { PlotRow, PlotSpan, TimePlotData } from "./plot-types";

type Stretch = Pick<PlotSpan, "from" | "to">;

/** What stretches shade of a plot: those that overlap or touch are one, and nothing reaches beyond the plot. */
export function uniteSpans(spans: readonly Stretch[], { from, to }: Stretch): Stretch[] {
  const united: Stretch[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const own = { from: Math.max(from, span.from), to: Math.min(to, span.to) };
    if (own.from >= own.to) continue;
    const last = united.at(-1);
    if (last && own.from <= last.to) last.to = Math.max(last.to, own.to);
    else united.push(own);
  }
  return united;
}

/** The spans that lie at least in part in each bucket, by its start; the last bucket ends with the plot. */
export function spansByBucket(
  rows: readonly PlotRow[],
  spans: readonly PlotSpan[],
  to: number,
): Map<number, PlotSpan[]> {
  const byBucket = new Map<number, PlotSpan[]>();
  for (const [index, { at }] of rows.entries()) {
    const end = rows[index + 1]?.at ?? to;
    const own = spans.filter((span) => span.from < end && span.to > at);
    if (own.length > 0) byBucket.set(at, own);
  }
  return byBucket;
}

/** A chart's table with a column that says which spans lie in each bucket; the same table where there are none. */
export function withSpanColumn(
  table: ChartTable,
  { rows, to }: Pick<TimePlotData, "rows" | "to">,
  { label, spans }: { label: string; spans: readonly PlotSpan[] },
): ChartTable {
  if (spans.length === 0) return table;
  const byBucket = spansByBucket(rows, spans, to);
  return {
    columns: [...table.columns, { label }],
    rows: table.rows.map((cells, index) => {
      const own = byBucket.get(rows[index]?.at ?? Number.NaN) ?? [];
      return [...cells, own.map((span) => span.label).join("; ")];
    }),
  };
}
