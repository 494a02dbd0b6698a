import type { ChartTable } from "@/components/ui/csv";
import type { WhatIf } from "@/lib/contract/what-if";
import { displayUsd } from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { t } from "@/lib/messages/translate";
import { dimensionWord } from "./describe-what-if";

/** Two bars of a row as shares of the longest: what was recorded, and what it would be, certain up to `low`. */
export type RowBars = { name: string; recorded: number; low: number; high: number; row: WhatIf["rows"][number] };

const BARS_MAX = 12;

/** The rows that cost most either way, all on one scale. */
export function prepareBars({ rows }: WhatIf): RowBars[] {
  const pico = (usd: string) => Number(parseUsd(usd) ?? 0n);
  const most = Math.max(1, ...rows.flatMap((row) => [pico(row.recorded_usd), pico(row.high_usd)]));
  return rows
    .map((row) => ({
      ...{ name: row.name, row },
      ...{ recorded: pico(row.recorded_usd) / most, low: pico(row.low_usd) / most, high: pico(row.high_usd) / most },
    }))
    .sort((a, b) => Math.max(b.recorded, b.high) - Math.max(a.recorded, a.high))
    .slice(0, BARS_MAX);
}

/** The rows as they are drawn, all of them. */
export function barsTable({ rows, by }: WhatIf): ChartTable {
  const money = (value: unknown) => displayUsd(String(value));
  return {
    columns: [
      { label: dimensionWord(by) },
      { label: t("Recorded (USD)"), format: money },
      { label: t("What-if, low (USD)"), format: money },
      { label: t("What-if, high (USD)"), format: money },
    ],
    rows: rows.map(({ name, recorded_usd, low_usd, high_usd }) => [name, recorded_usd, low_usd, high_usd]),
  };
}
