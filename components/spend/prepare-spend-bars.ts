import type { PlotLine, PlotRow, TimePlotData } from "@/components/charts/plot-types";
import { groupColors, modelColor } from "@/components/ui/model-color";
import type { Spend, SpendRow } from "@/lib/contract/spend";
import { PICO_PER_USD, parseUsd } from "@/lib/domain/pricing/usd";
import type { SpendGroup } from "@/lib/domain/report-dimensions";
import { intervalBucketsOf } from "@/lib/domain/time/time-window";

const MAX_LINES = 10;
const OTHER = "\u0000other";

/** What a row of a grouping is called; traffic without a tier says so. */
export function groupName(row: SpendRow, group: SpendGroup): string {
  return row[group] ?? `no ${group}`;
}

/**
 * Spend per interval of the report zone, stacked by the first grouping: the ten dearest and the rest as one.
 *
 * Sums are made in pico dollars, so the stack is the total to the last digit. Every interval of the window has its
 * place; one without priced attempts has no bar.
 */
export function prepareSpendBars(spend: Spend): TimePlotData {
  const group = spend.group_by[0] ?? "model";
  const totals = new Map<string, bigint>();
  for (const row of spend.rows) {
    const name = groupName(row, group);
    totals.set(name, (totals.get(name) ?? 0n) + (parseUsd(row.cost_usd ?? "0") ?? 0n));
  }
  const bySpend = [...totals].sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([name]) => name);
  const shown = bySpend.slice(0, bySpend.length > MAX_LINES + 1 ? MAX_LINES : MAX_LINES + 1);
  const hasOther = bySpend.length > shown.length;
  const colors = groupColors(shown);
  const lines = shown.map(
    (name): PlotLine => ({
      key: name,
      label: name,
      color: group === "model" ? modelColor(name) : (colors.get(name) ?? "var(--sw-none)"),
    }),
  );
  if (hasOther) lines.push({ key: OTHER, label: `${bySpend.length - shown.length} others`, color: "var(--sw-none)" });

  const lineOf = new Map(shown.map((name) => [name, name]));
  const rowsOf = new Map<string | undefined, SpendRow[]>();
  for (const row of spend.rows) rowsOf.set(row.day, [...(rowsOf.get(row.day) ?? []), row]);
  const window = { from: new Date(spend.from), to: new Date(spend.to), now: new Date(spend.as_of) };
  const rows = intervalBucketsOf(window, spend.interval, spend.tz).map(({ at, filling, label }) => {
    const own = rowsOf.get(label ?? undefined) ?? [];
    return { at: at.getTime(), filling, ...costsOf(own, (row) => lineOf.get(groupName(row, group)) ?? OTHER) };
  });
  return { from: Date.parse(spend.from), to: Date.parse(spend.to), rows, lines };
}

function costsOf(rows: readonly SpendRow[], keyOf: (row: SpendRow) => string): Pick<PlotRow, "values" | "n"> {
  const costs = new Map<string, bigint>();
  const n: Record<string, number> = {};
  for (const row of rows) {
    const key = keyOf(row);
    n[key] = (n[key] ?? 0) + row.attempts;
    if (row.cost_usd !== null) costs.set(key, (costs.get(key) ?? 0n) + (parseUsd(row.cost_usd) ?? 0n));
  }
  const values = Object.fromEntries([...costs].map(([key, pico]) => [key, Number(pico) / Number(PICO_PER_USD)]));
  return { values, n };
}
