import { shortBand } from "@/components/ui/describe";
import { formatCount, formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { ALL_LINES, type PlotLine, type PlotMark, type PlotRow } from "./plot-types";
import { sumOf } from "./sum-of";

/** `aside` stands after the value: what it lies within. */
export type RowEntry = { label: string; color: string; value: string; aside?: string; before?: string; n?: number };

export type RowReading = {
  title: string;
  entries: RowEntry[];
  total?: Omit<RowEntry, "color"> | undefined;
  note?: string | undefined;
  /** Which bucket of the period before is read beside. */
  beforeTitle?: string | undefined;
};

type ReadOptions = {
  lines: readonly PlotLine[];
  zone: string;
  /** Bars that stand for whole days are named by their date alone. */
  daily: boolean;
  /** Where the window begins: a bar that began before it is not whole. */
  from: number;
  isStacked: boolean;
  totalLabel?: string | undefined;
  formatValue: (value: number | null) => string;
};

/** All that a chart knows of one bucket: every line's value with its sample count and band, and the period before beside. */
export function readRow(row: PlotRow, options: ReadOptions): RowReading {
  const { lines, zone, daily, from, isStacked, totalLabel, formatValue } = options;
  const instant = (at: number) => formatInstant(new Date(at).toISOString(), zone, daily ? "day" : "minute");
  const beforeOf = (key: string) => (row.before ? { before: formatValue(row.before.values[key] ?? null) } : {});
  const entries = lines.map(({ key, label, color }): RowEntry => {
    const band = row.bands?.[key];
    return {
      ...{ label, color, value: formatValue(row.values[key] ?? null) },
      ...(band && { aside: shortBand(band, formatValue) }),
      ...(row.n[key] !== undefined && { n: row.n[key] }),
      ...((!isStacked || lines.length === 1) && beforeOf(isStacked ? ALL_LINES : key)),
    };
  });
  const sum = sumOf(lines.map(({ key }) => row.values[key] ?? null));
  const counted = lines.filter(({ key }) => row.n[key] !== undefined);
  const total = {
    ...{ label: totalLabel ?? t("All"), value: formatValue(sum) },
    ...(counted.length > 0 && { n: counted.reduce((all, { key }) => all + (row.n[key] ?? 0), 0) }),
    ...beforeOf(ALL_LINES),
  };
  return {
    title: instant(row.at),
    entries: isStacked ? entries.reverse() : entries,
    total: isStacked && totalLabel !== undefined && lines.length > 1 ? total : undefined,
    note: row.filling ? t("Still filling") : isStacked && row.at < from ? t("Only what lies in the window") : undefined,
    beforeTitle: row.before && instant(row.before.at),
  };
}

/** The same in a sentence, as it is read aloud, with what happened. */
export function readingText(reading: RowReading, marks: readonly PlotMark[]): string {
  const { title, entries, total, note, beforeTitle } = reading;
  const parts = [...entries, ...(total ? [total] : [])].map(({ label, value, aside, before, n }) => {
    const asides = [
      aside,
      before && t("before {value}", { value: before }),
      n !== undefined && `n ${formatCount(n)}`,
    ].filter(Boolean);
    return `${label} ${value}${asides.length === 0 ? "" : ` (${asides.join(", ")})`}`;
  });
  const happened = marks.map(({ label }) => label);
  return [title, parts.join("; "), note, beforeTitle && t("Before: {bucket}", { bucket: beforeTitle }), ...happened]
    .filter(Boolean)
    .join(". ");
}
