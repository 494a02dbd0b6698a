import type { PlotRow, TimePlotData } from "@/components/charts/plot-types";
import type { ChartTable } from "@/components/ui/csv";
import type { BudgetDetail } from "@/lib/contract/budgets";
import { displayMoney } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";

const LINES = [
  { key: "spent", label: message("Spent"), color: "var(--model-0)" },
  { key: "even", label: message("Even line"), color: "var(--sw-muted)" },
  { key: "projected", label: message("Projected"), color: "var(--model-1)" },
] as const;

const numberOf = (sum: string | null) => (sum === null ? null : Number(sum));

/**
 * What is spent by the end of each day of a period, beside the even line and what is projected.
 *
 * The line of what is spent ends now, where the one of what is projected begins.
 */
export function prepareBurnDown({ days, status, as_of }: BudgetDetail): TimePlotData {
  const now = Date.parse(as_of);
  const from = Date.parse(status?.from ?? as_of);
  const to = Date.parse(status?.to ?? as_of);
  const row = (at: number, values: PlotRow["values"]): PlotRow => ({ at, filling: false, values, n: {} });
  const nowValues = {
    spent: numberOf(status?.spent ?? null),
    projected: numberOf(status?.projected ? status.spent : null),
  };
  const rows = days.flatMap((day) => {
    const end = Date.parse(day.to);
    const even = numberOf(day.even);
    if (end <= now) return [row(end, { spent: numberOf(day.spent), even })];
    const later = row(end, { even, projected: numberOf(day.projected) });
    const isToday = Date.parse(day.from) <= now;
    return isToday ? [row(now, { ...nowValues, even: numberOf(status?.even ?? null) }), later] : [later];
  });
  return {
    from,
    to,
    rows: [row(from, { spent: 0, even: 0 }), ...rows],
    lines: LINES.map((line) => ({ ...line, label: t(line.label) })),
  };
}

/** The same as a table, one row per day, with what each day cost. */
export function burnDownTable({ days, tz, currency }: BudgetDetail): ChartTable {
  const format = (value: string | number | null) => displayMoney(value === null ? null : String(value), currency);
  const money = (label: string) => ({ label: `${label} (${currency})`, format });
  return {
    columns: [
      { label: t("Day ({zone})", { zone: tz }) },
      money(t("Cost")),
      money(t("Spent by its end")),
      money(t("Even line")),
      money(t("Projected")),
    ],
    rows: days.map(({ date, cost, spent, even, projected }) => [
      date,
      numberOf(cost),
      numberOf(spent),
      numberOf(even),
      numberOf(projected),
    ]),
  };
}
