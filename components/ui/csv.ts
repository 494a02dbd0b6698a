import { type CsvValue, csvLine } from "@/lib/domain/csv-line";

export type Cell = CsvValue;

/** What a chart's table and its CSV hold: raw values, with how a reader sees them. */
export type ChartTable = {
  columns: { label: string; numeric?: boolean; format?: (value: Cell) => string }[];
  rows: Cell[][];
};

/** RFC 4180 text with a byte-order mark, so that spreadsheets read it as UTF-8; unknown is empty. */
export function toCsv(table: ChartTable): string {
  const lines = [table.columns.map(({ label }) => label), ...table.rows].map(csvLine);
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}
