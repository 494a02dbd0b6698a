import type { Spend, SpendRow, SpendTotal } from "@/lib/contract/spend";
import { type SpendChange, spendChange } from "@/lib/domain/comparison/spend-change";
import { groupName } from "./spend-buckets";

/** A row of this period with what the same group cost in the one before; null where that is not known. */
export type ComparedRow = SpendRow & { before_usd: string | null; change: SpendChange | null };

const NOTHING: Omit<SpendRow, "day"> = {
  ...{ attempts: 0, requests: 0, cost_usd: "0", reported_cost_usd: null },
  ...{ reported_share: null, priced_share: null, estimated_share: null },
  tokens: { input: null, cached_input: null, cache_write: null, output: null, reasoning: null },
};

/** The total of the period before; null where it is not known or not whole, or holds nothing to compare with. */
export function comparedTotal({ previous }: Pick<Spend, "previous">): SpendTotal | null {
  if (!previous || previous.records_from !== null) return null;
  const { total } = previous;
  return total && (total.attempts > 0 || total.usage_records) ? total : null;
}

/** What names a row among those of its answer. */
export function rowKey(row: SpendRow, { group_by }: Pick<Spend, "group_by">): string {
  return JSON.stringify(group_by.map((group) => groupName(row, group)));
}

/** The rows of both periods, each group once: what is gone cost nothing now, what is new cost nothing before. */
export function comparedRows(spend: Spend): ComparedRow[] {
  const { rows, previous } = spend;
  if (!previous || comparedTotal(spend) === null)
    return rows.map((row) => ({ ...row, before_usd: null, change: null }));
  const before = new Map(previous.rows.map((row) => [rowKey(row, spend), row]));
  const now = new Set(rows.map((row) => rowKey(row, spend)));
  const gone = previous.rows.filter((row) => !now.has(rowKey(row, spend)));
  return [
    ...rows.map((row) => compared(row, before.get(rowKey(row, spend)))),
    ...gone.map((row) => compared({ ...namesOf(row, spend), ...NOTHING }, row)),
  ];
}

function compared(row: SpendRow, before: SpendRow | undefined): ComparedRow {
  return { ...row, before_usd: before ? before.cost_usd : "0", change: spendChange(row, before) };
}

function namesOf(row: SpendRow, { group_by }: Spend): Partial<SpendRow> {
  return Object.fromEntries(group_by.map((group) => [group, row[group]]));
}
