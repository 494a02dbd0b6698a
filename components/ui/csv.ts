export type Cell = string | number | null;

/** What a chart's table and its CSV hold: raw values, with how a reader sees them. */
export type ChartTable = {
  columns: { label: string; format?: (value: Cell) => string }[];
  rows: Cell[][];
};

/** RFC 4180 text with a byte-order mark, so that spreadsheets read it as UTF-8; unknown is empty. */
export function toCsv(table: ChartTable): string {
  const lines = [table.columns.map(({ label }) => label), ...table.rows].map((cells) => cells.map(csvCell).join(","));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function csvCell(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  // A text that a spreadsheet would run as a formula is made plain text.
  const text = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
