import type { PlotRow, TimePlotData } from "./plot-types";

export type PlotRange = { from: number; to: number };

/** What of a chart lies within a range of its own time; its straight lines end where they cross the edges. */
export function cropPlot(plot: TimePlotData, range: PlotRange | null): TimePlotData {
  if (!range) return plot;
  const from = Math.max(plot.from, range.from);
  const to = Math.min(plot.to, range.to);
  if (!(from < to)) return plot;
  const within = plot.rows.filter(({ at }) => at >= from && at <= to);
  const first = within[0]?.at === from ? [] : edgeRow(plot, from);
  const last = within.at(-1)?.at === to ? [] : edgeRow(plot, to);
  return { ...plot, from, to, rows: [...first, ...within, ...last] };
}

/** What lines are worth between two buckets; nothing where they have a gap. */
function edgeRow({ rows, lines }: TimePlotData, at: number): PlotRow[] {
  const before = rows.findLast((row) => row.at < at);
  const after = rows.find((row) => row.at > at);
  if (!before || !after) return [];
  const share = (at - before.at) / (after.at - before.at);
  const valueAt = (key: string) => {
    const [low, high] = [before.values[key] ?? null, after.values[key] ?? null];
    return low === null || high === null ? null : low + share * (high - low);
  };
  return [
    { ...{ at, filling: false, n: {} }, values: Object.fromEntries(lines.map(({ key }) => [key, valueAt(key)])) },
  ];
}
