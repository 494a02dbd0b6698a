import type { BillPreview } from "@/lib/contract/reconciliations";
import { groupBy } from "@/lib/domain/group-by";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import type { ReadBill } from "@/lib/ingest/bill-files/read-bill";
import { textOf } from "@/lib/messages/translate";

const MODELS_MAX = 200;

/** What a file was read as, in the words of the API. */
export function previewBill(bill: ReadBill): BillPreview {
  const { source, lines, map, columns, sample } = bill;
  const used = new Set(Object.values(map));
  const periods = lines.map(({ period }) => period);
  const totals = groupBy(
    lines.filter(({ amountPico }) => amountPico !== null),
    ({ currency }) => currency ?? "",
  );
  const counted = lines.filter(({ tokens }) => tokens !== null);
  return {
    ...{ source: source.name, source_title: textOf(source.title), grain: bill.grain, columns, map: { ...map } },
    unused_columns: Object.keys(map).length === 0 ? [] : columns.filter((column) => !used.has(column)),
    ...{ missing: bill.missing, rows: bill.rows, ignored: bill.ignored, lines: lines.length },
    ...{ from: periods[0] ?? null, to: periods.at(-1) ?? null },
    providers: [...new Set(lines.map(({ provider }) => provider))].sort(),
    models: [...new Set(lines.flatMap(({ billModel }) => billModel ?? []))].sort().slice(0, MODELS_MAX),
    totals: [...totals].map(([currency, of]) => ({
      currency,
      amount: formatUsd(of.reduce((sum, { amountPico }) => sum + (amountPico ?? 0n), 0n)),
    })),
    tokens: counted.length === 0 ? null : Number(counted.reduce((sum, { tokens }) => sum + (tokens ?? 0n), 0n)),
    sample: sample.map((entry) => ({
      ...{ line: entry.line, period: entry.period, provider: entry.provider ?? "", model: entry.billModel },
      ...{ bucket: entry.bucket, tier: entry.tier, currency: entry.currency },
      tokens: entry.tokens === null ? null : Number(entry.tokens),
      amount: formatUsdOrNull(entry.amountPico),
    })),
    problems: bill.problems,
    problem_count: bill.problemCount,
  };
}
