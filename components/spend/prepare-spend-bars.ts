import { groupColor, modelColor } from "@/components/charts/model-color";
import type { PlotLine, PlotRow, TimePlotData } from "@/components/charts/plot-types";
import type { Spend, SpendRow } from "@/lib/contract/spend";
import type { SpendGroup } from "@/lib/domain/spend-groups";
import { startOfDate } from "@/lib/domain/time-zone";
import { PICO_PER_USD, parseUsd } from "@/lib/domain/usd";

const MAX_LINES = 10;
const OTHER = "\u0000other";
const DAY_MS = 86_400_000;

/** What a row of a grouping is called; traffic without a tier says so. */
export function groupName(row: SpendRow, group: SpendGroup): string {
  return row[group] ?? `no ${group}`;
}

/**
 * Spend per interval of the report zone, stacked by the first grouping: the ten dearest and the rest as one.
 *
 * Sums are made in pico dollars, so the stack is the total to the last digit. An interval without priced attempts
 * has no bar.
 */
export function prepareSpendBars(spend: Spend): TimePlotData {
  const group = spend.group_by[0] ?? "model";
  const totals = new Map<string, bigint>();
  for (const row of spend.rows) {
    const name = groupName(row, group);
    totals.set(name, (totals.get(name) ?? 0n) + (parseUsd(row.cost_usd ?? "0") ?? 0n));
  }
  const dearest = [...totals].sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([name]) => name);
  const shown = dearest.slice(0, dearest.length > MAX_LINES + 1 ? MAX_LINES : MAX_LINES + 1);
  const hasOther = dearest.length > shown.length;
  const lines = shown.map(
    (name, index): PlotLine => ({
      key: name,
      label: name,
      color: group === "model" ? modelColor(name) : groupColor(index),
    }),
  );
  if (hasOther) lines.push({ key: OTHER, label: `${dearest.length - shown.length} others`, color: "var(--sw-none)" });

  const days = [...new Set(spend.rows.flatMap(({ day }) => (day === undefined ? [] : [day])))].sort();
  const lineOf = new Map(shown.map((name) => [name, name]));
  const rows = days.map((day, index) => plotRow({ day, isLast: index === days.length - 1, spend, group, lineOf }));
  return { from: Date.parse(spend.from), to: Date.parse(spend.to), rows, lines };
}

type RowInput = { day: string; isLast: boolean; spend: Spend; group: SpendGroup; lineOf: Map<string, string> };

function plotRow({ day, isLast, spend, group, lineOf }: RowInput): PlotRow {
  const costs = new Map<string, bigint>();
  const n: Record<string, number> = {};
  for (const row of spend.rows) {
    if (row.day !== day) continue;
    const key = lineOf.get(groupName(row, group)) ?? OTHER;
    n[key] = (n[key] ?? 0) + row.attempts;
    if (row.cost_usd !== null) costs.set(key, (costs.get(key) ?? 0n) + (parseUsd(row.cost_usd) ?? 0n));
  }
  const at = startOfDate(Date.parse(day), spend.tz);
  const filling = isLast && Date.parse(spend.as_of) < endOfInterval(day, spend);
  const values = Object.fromEntries([...costs].map(([key, pico]) => [key, Number(pico) / Number(PICO_PER_USD)]));
  return { at, filling, values, n };
}

function endOfInterval(day: string, { interval, tz }: Spend): number {
  const date = new Date(day);
  if (interval === "month") return startOfDate(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1), tz);
  return startOfDate(date.getTime() + (interval === "week" ? 7 : 1) * DAY_MS, tz);
}
