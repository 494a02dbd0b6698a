export type CsvValue = string | number | null;

/** What a spreadsheet would run: it reads a text that begins with one of these as a formula. */
const FORMULA_START = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * The fields of one CSV row as RFC 4180 text, without its line end; null is an empty field.
 *
 * A text that a spreadsheet would run as a formula gets an apostrophe in front, which shows it as text.
 */
export function csvLine(values: readonly CsvValue[]): string {
  return values.map(csvField).join(",");
}

function csvField(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA_START.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
