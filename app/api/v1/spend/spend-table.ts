import type { Spend, SpendRow } from "@/lib/contract/spend";

export type SpendTable = { header: string[]; rows: (string | number | null)[][] };

const COLUMNS: readonly [string, (row: SpendRow) => string | number | null][] = [
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

/** The rows of a spend answer as a flat table, without the total: a column's sum is the total. */
export function spendTable(spend: Spend): SpendTable {
  const hasDays = spend.interval !== "none";
  const columns = spend.total.capacity ? [...COLUMNS, ...CAPACITY_COLUMNS] : COLUMNS;
  return {
    header: [...(hasDays ? ["day"] : []), ...spend.group_by, ...columns.map(([name]) => name)],
    rows: spend.rows.map((row) => [
      ...(hasDays ? [row.day ?? null] : []),
      ...spend.group_by.map((name) => row[name] ?? null),
      ...columns.map(([, of]) => of(row)),
    ]),
  };
}
