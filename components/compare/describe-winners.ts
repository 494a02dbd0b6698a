import type { ChartTable } from "@/components/ui/csv";
import type { WinnerRow } from "@/lib/contract/winners";
import { CONCERN_LABELS } from "@/lib/domain/comparison/concerns";
import { formatMs, formatPercent, formatRate, UNKNOWN_TEXT } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { displayUsdNumber } from "./display-usd-number";

type Effect = NonNullable<WinnerRow["effect"]>;

export function concernLabel({ concern, scope }: Pick<WinnerRow, "concern" | "scope">): string {
  const label = t(CONCERN_LABELS[concern]);
  return scope === null ? label : `${label} ${scope}`;
}

/** "320 ms (95 %: 210 ms – 430 ms)": how far the winner is ahead of its closest rival. */
export function describeEffect({ value, low, high, unit }: Effect): string {
  const format = (size: number | null) => formatIn(unit, size);
  return low === null || high === null ? format(value) : `${format(value)} (95 %: ${format(low)} – ${format(high)})`;
}

function formatIn(unit: string, size: number | null): string {
  if (size === null) return UNKNOWN_TEXT;
  switch (unit) {
    case "ms":
      return formatMs(size);
    case "tok/s":
      return formatRate(size);
    case "USD/M output":
      return displayUsdNumber(size);
    case "×":
      return `×${size.toFixed(2)}`;
    case "score":
      return size.toFixed(3);
    default:
      return formatPercent(size, 3);
  }
}

export function tableOfWinners(winners: readonly WinnerRow[]): ChartTable {
  return {
    columns: [
      ...[t("Concern"), t("Winner"), t("Why"), "n"],
      ...[t("Lead"), t("Lead, low"), t("Lead, high"), t("Unit"), "p"],
    ].map((label) => ({ label })),
    rows: winners.map((row) => [
      concernLabel(row),
      row.winner,
      row.why,
      row.n,
      ...[row.effect?.value ?? null, row.effect?.low ?? null, row.effect?.high ?? null, row.effect?.unit ?? null],
      row.p,
    ]),
  };
}
