/** What one number is: text as it stands, a number to be shortened for the eye, null where there is none. */
export type BenchValue = string | number | null;

/** One table of the report: what was measured and how, a row for each case, the same columns in every row. */
export type Section = { part: string; title: string; notes: string[]; rows: Record<string, BenchValue>[] };

const GAP = "  ";

/** A section as text: names to the left, numbers to the right, as many digits as mean something. */
export function formatSection({ title, notes, rows }: Section): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [columns, ...rows.map((row) => columns.map((name) => formatBenchValue(row[name] ?? null)))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const isText = columns.map((name) => rows.every((row) => typeof (row[name] ?? null) === "string"));
  const lines = (rows.length === 0 ? [] : cells).map((row) =>
    row
      .map((cell, column) => (isText[column] ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join(GAP)
      .trimEnd(),
  );
  return [title, ...notes.map((note) => `  ${note}`), ...lines.map((line) => `    ${line}`)].join("\n");
}

export function formatBenchValue(value: BenchValue): string {
  if (value === null) return "–";
  if (typeof value === "string") return value;
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 100) return Math.round(value).toLocaleString("en");
  return size >= 1 ? value.toFixed(size >= 10 ? 1 : 2) : value.toPrecision(2);
}
