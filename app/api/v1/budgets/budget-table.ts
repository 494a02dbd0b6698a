import type { BudgetWithStatus } from "@/lib/contract/budgets";
import type { CsvValue } from "@/lib/domain/csv-line";

const COLUMNS: readonly [string, (budget: BudgetWithStatus) => CsvValue][] = [
  ["id", ({ id }) => id],
  ["name", ({ name }) => name],
  ["dimension", ({ dimension }) => dimension],
  ["value", ({ value }) => value],
  ["owner", ({ owner }) => owner],
  ["period", ({ period }) => period],
  ["tz", ({ tz }) => tz],
  ["from", ({ status }) => status?.from ?? null],
  ["to", ({ status }) => status?.to ?? null],
  ["currency", ({ currency }) => currency],
  ["amount", ({ amount }) => amount],
  ["spent", ({ status }) => status?.spent ?? null],
  ["spent_share", ({ status }) => status?.spent_share ?? null],
  ["even", ({ status }) => status?.even ?? null],
  ["projected", ({ status }) => status?.projected ?? null],
  ["projected_share", ({ status }) => status?.projected_share ?? null],
  ["exhausted_on", ({ status }) => status?.exhausted_on ?? null],
  ["unpriced_attempts", ({ status }) => status?.unpriced_attempts ?? null],
  ["thresholds", ({ thresholds }) => thresholds.map(({ percent, of }) => `${percent} % of ${of}`).join("; ")],
  ["spent_usd", ({ status }) => status?.spent_usd ?? null],
  ["unconverted_usd", ({ status }) => status?.unconverted.cost_usd ?? null],
  ["days_without_rate", ({ status }) => status?.unconverted.without_rate.join(" ") ?? null],
];

/** Budgets as a flat table. Without totals: one attempt may count in several of them. */
export function budgetTable(budgets: readonly BudgetWithStatus[]): { header: string[]; rows: CsvValue[][] } {
  return {
    header: COLUMNS.map(([name]) => name),
    rows: budgets.map((budget) => COLUMNS.map(([, of]) => of(budget))),
  };
}
