import type { Commitment, Discount, Discounts } from "@/lib/contract/discounts";
import type { CsvValue } from "@/lib/domain/csv-line";

type Row = Discount & { status: Commitment | null };

const COLUMNS: readonly [string, (row: Row) => CsvValue][] = [
  ["id", ({ id }) => id],
  ["name", ({ name }) => name],
  ["provider", ({ provider }) => provider],
  ["models", ({ models }) => models.join("; ")],
  ["buckets", ({ buckets }) => buckets.join("; ")],
  ["percent", ({ percent }) => percent],
  ["position", ({ position }) => position],
  ["valid_from", ({ valid_from }) => valid_from],
  ["valid_to", ({ valid_to }) => valid_to],
  ["commit_usd", ({ commit }) => commit?.amount_usd ?? null],
  ["commit_period", ({ commit }) => commit?.period ?? null],
  ["applies", ({ commit }) => commit?.applies ?? null],
  ["period_from", ({ status }) => status?.from ?? null],
  ["period_to", ({ status }) => status?.to ?? null],
  ["spent_usd", ({ status }) => status?.spent_usd ?? null],
  ["projected_usd", ({ status }) => status?.projected_usd ?? null],
  ["shortfall_usd", ({ status }) => status?.shortfall_usd ?? null],
  ["rebate_usd", ({ status }) => status?.rebate_usd ?? null],
  ["created_by", ({ created_by }) => created_by],
  ["reason", ({ reason }) => reason],
];

/** Discounts as a flat table. Without totals: one attempt may count for several commitments. */
export function discountTable({ discounts, commitments }: Discounts): { header: string[]; rows: CsvValue[][] } {
  const statusOf = new Map(commitments.map((status) => [status.discount_id, status]));
  return {
    header: COLUMNS.map(([name]) => name),
    rows: discounts.map((row) => COLUMNS.map(([, of]) => of({ ...row, status: statusOf.get(row.id) ?? null }))),
  };
}
