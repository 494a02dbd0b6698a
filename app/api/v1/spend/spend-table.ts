import type { Spend, SpendTotal } from "@/lib/contract/spend";

export type SpendTable = { header: string[]; rows: (string | number | null)[][] };

const COLUMNS: readonly [string, (row: SpendTotal) => string | number | null][] = [
  ["attempts", (row) => row.attempts],
  ["requests", (row) => row.requests],
  ["input_tokens", (row) => row.tokens.input],
  ["cached_input_tokens", (row) => row.tokens.cached_input],
  ["cache_write_tokens", (row) => row.tokens.cache_write],
  ["output_tokens", (row) => row.tokens.output],
  ["reasoning_tokens", (row) => row.tokens.reasoning],
  ["cost_usd", (row) => row.cost_usd],
  ["certain_cost_usd", (row) => row.certainty?.certain_usd ?? null],
  ["estimated_cost_usd", (row) => row.certainty?.estimated_usd ?? null],
  ["undivided_cost_usd", (row) => row.certainty?.undivided_usd ?? null],
  ["unpriced_tokens", (row) => row.certainty?.unpriced_tokens ?? null],
  ["unpriced_low_usd", (row) => row.certainty?.unpriced_low_usd ?? null],
  ["unpriced_high_usd", (row) => row.certainty?.unpriced_high_usd ?? null],
  ["reported_cost_usd", (row) => row.reported_cost_usd],
  ["matched_attempts", (row) => row.matched?.attempts ?? null],
  ["matched_cost_usd", (row) => row.matched?.cost_usd ?? null],
  ["matched_reported_cost_usd", (row) => row.matched?.reported_cost_usd ?? null],
  ["priced_share", (row) => row.priced_share],
  ["estimated_share", (row) => row.estimated_share],
  ["reported_share", (row) => row.reported_share],
  ["usage_records", (row) => row.usage_records?.records ?? 0],
  ["usage_records_cost_usd", (row) => row.usage_records?.cost_usd ?? null],
  ["covered_usage_records", (row) => row.usage_records?.covered.records ?? 0],
  ["covered_usage_records_cost_usd", (row) => row.usage_records?.covered.cost_usd ?? null],
];

const CAPACITY_COLUMNS: typeof COLUMNS = [
  ["capacity_usd", (row) => row.capacity?.cost_usd ?? null],
  ["idle_capacity_usd", (row) => row.capacity?.idle_usd ?? null],
  ["not_billed_usd", (row) => row.capacity?.not_billed_usd ?? null],
  ["billed_usd", (row) => (row.capacity ? row.capacity.billed_usd : row.cost_usd)],
];
/** What stands in the first column of the last row, as on the screen. */
const TOTAL = "Total";

/**
 * The rows of a spend answer as a flat table, and the total as its last row, named in the first column. Where nothing is
 * grouped and there are no days, the one row is the total already.
 */
export function spendTable({ interval, group_by, rows, total }: Spend): SpendTable {
  const hasDays = interval !== "none";
  const columns = total.capacity ? [...COLUMNS, ...CAPACITY_COLUMNS] : COLUMNS;
  const valuesOf = (row: SpendTotal) => columns.map(([, of]) => of(row));
  const names = [...(hasDays ? ["day"] : []), ...group_by];
  const totals = names.length === 0 ? [] : [[...names.map((_, n) => (n === 0 ? TOTAL : null)), ...valuesOf(total)]];
  return {
    header: [...names, ...columns.map(([name]) => name)],
    rows: [
      ...rows.map((row) => [
        ...(hasDays ? [row.day ?? null] : []),
        ...group_by.map((name) => row[name] ?? null),
        ...valuesOf(row),
      ]),
      ...totals,
    ],
  };
}
