import type { ReconciliationRow } from "@/lib/contract/reconciliations";
import type { CsvValue } from "@/lib/domain/csv-line";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";
import { BILL_REASONS } from "@/lib/domain/reconciliation/reasons";

type Column = { name: string; of: (row: ReconciliationRow) => CsvValue; isSummed?: "usd" | "count" };

const COLUMNS: readonly Column[] = [
  { name: "period", of: ({ period }) => period },
  { name: "provider", of: ({ provider }) => provider },
  { name: "model", of: ({ model }) => model },
  { name: "bucket", of: ({ bucket }) => bucket },
  { name: "status", of: ({ status }) => status },
  { name: "bill_models", of: ({ bill }) => bill?.models.join("; ") ?? null },
  { name: "bill_tokens", of: ({ bill }) => bill?.tokens ?? null, isSummed: "count" },
  { name: "own_tokens", of: ({ own }) => own?.tokens ?? null, isSummed: "count" },
  {
    name: "bill_amounts",
    of: ({ bill }) => bill?.amounts.map(({ currency, amount }) => `${amount} ${currency}`).join("; ") ?? null,
  },
  { name: "bill_usd", of: ({ bill_usd }) => bill_usd, isSummed: "usd" },
  { name: "own_usd", of: ({ own_usd }) => own_usd, isSummed: "usd" },
  { name: "difference_usd", of: ({ difference_usd }) => difference_usd, isSummed: "usd" },
  ...BILL_REASONS.map(
    (reason): Column => ({
      name: `${reason}_usd`,
      of: ({ parts }) => parts.find((part) => part.reason === reason)?.usd ?? null,
      isSummed: "usd",
    }),
  ),
  { name: "unexplained_usd", of: ({ unexplained_usd }) => unexplained_usd, isSummed: "usd" },
  { name: "bill_usd_per_million", of: (row) => row.bill_usd_per_million },
  { name: "own_usd_per_million", of: (row) => row.own_usd_per_million },
  { name: "price_ids", of: ({ own }) => own?.price_ids.join("; ") ?? null },
];

/** Rows as a flat table whose last row has the totals. Rows without an amount on the bill's side have their own cost in it. */
export function reconciliationTable(rows: readonly ReconciliationRow[]): { header: string[]; rows: CsvValue[][] } {
  const totals = COLUMNS.map(({ of, isSummed }, index): CsvValue => {
    if (index === 0) return "total";
    if (isSummed === undefined) return null;
    const values = rows.map(of);
    if (isSummed === "count")
      return values.reduce<number>((sum, value) => sum + (typeof value === "number" ? value : 0), 0);
    return formatUsd(values.reduce((sum, value) => sum + (value === null ? 0n : (parseUsd(value) ?? 0n)), 0n));
  });
  return {
    header: COLUMNS.map(({ name }) => name),
    rows: [...rows.map((row) => COLUMNS.map(({ of }) => of(row))), totals],
  };
}
