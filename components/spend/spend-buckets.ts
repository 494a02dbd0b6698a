import type { PlotLine } from "@/components/charts/plot-types";
import { groupColors, modelColor } from "@/components/ui/model-color";
import type { Spend, SpendRow } from "@/lib/contract/spend";
import { DIMENSION_NAMES } from "@/lib/domain/dimension-names";
import { groupBy } from "@/lib/domain/group-by";
import { parseUsd } from "@/lib/domain/pricing/usd";
import type { SpendGroup } from "@/lib/domain/report-dimensions";
import { intervalBucketsOf } from "@/lib/domain/time/time-window";
import { t } from "@/lib/messages/translate";

const MAX_LINES = 10;
const OTHER = "\u0000other";
const OTHER_COLOR = "var(--sw-none)";

/** What a row of a grouping is called; traffic without a tier says so. */
export function groupName(row: SpendRow, group: SpendGroup): string {
  return row[group] ?? t("no {group}", { group: t(DIMENSION_NAMES[group]) });
}

/** What an interval cost by line, in pico USD; a line without priced attempts has no cost, and may have attempts. */
export type SpendBucket = {
  at: number;
  filling: boolean;
  label: string | null;
  pico: ReadonlyMap<string, bigint>;
  attempts: Readonly<Record<string, number>>;
};

/** The names that cost most in an answer with their colours, and whether there are others. */
export function topGroups(
  spend: Spend,
  group: SpendGroup,
): { names: string[]; others: number; colors: Map<string, string> } {
  const totals = new Map<string, bigint>();
  for (const row of spend.rows) {
    const name = groupName(row, group);
    totals.set(name, (totals.get(name) ?? 0n) + (parseUsd(row.cost_usd ?? "0") ?? 0n));
  }
  const bySpend = [...totals].sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([name]) => name);
  const names = bySpend.slice(0, bySpend.length > MAX_LINES + 1 ? MAX_LINES : MAX_LINES + 1);
  const colors = group === "model" ? new Map(names.map((name) => [name, modelColor(name)])) : groupColors(names);
  return { names, others: bySpend.length - names.length, colors };
}

/**
 * Spend per interval of the report zone by the first grouping: the names that cost most, and the rest as one.
 *
 * Every interval of the window has its place, whatever happened in it.
 */
export function spendBuckets(spend: Spend): { lines: PlotLine[]; buckets: SpendBucket[] } {
  const group = spend.group_by[0] ?? "model";
  const { names, others, colors } = topGroups(spend, group);
  const lines = names.map((name): PlotLine => ({ key: name, label: name, color: colors.get(name) ?? OTHER_COLOR }));
  if (others > 0) lines.push({ key: OTHER, label: t("{count} others", { count: others }), color: OTHER_COLOR });

  const keyOf = (row: SpendRow) => (colors.has(groupName(row, group)) ? groupName(row, group) : OTHER);
  const rowsOf = groupBy(spend.rows, ({ day }) => day ?? null);
  const window = { from: new Date(spend.from), to: new Date(spend.to), now: new Date(spend.as_of) };
  const buckets = intervalBucketsOf(window, spend.interval, spend.tz).map(({ at, filling, label }) => ({
    ...{ at: at.getTime(), filling, label },
    ...costsOf(rowsOf.get(label) ?? [], keyOf),
  }));
  return { lines, buckets };
}

function costsOf(rows: readonly SpendRow[], keyOf: (row: SpendRow) => string): Pick<SpendBucket, "pico" | "attempts"> {
  const pico = new Map<string, bigint>();
  const attempts: Record<string, number> = {};
  for (const row of rows) {
    const key = keyOf(row);
    attempts[key] = (attempts[key] ?? 0) + row.attempts;
    if (row.cost_usd !== null) pico.set(key, (pico.get(key) ?? 0n) + (parseUsd(row.cost_usd) ?? 0n));
  }
  return { pico, attempts };
}
