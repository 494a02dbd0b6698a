export type CsvValue = string | number | null;

/**
 * What a spreadsheet would run: a text, or what follows a separator in it, that begins with one of these signs, the
 * full-width ones too. Separators count because Excel splits at ; or tabs where the language of the system says so.
 */
const FORMULA = /(^|[,;\t\r\n])([\p{Z}"]*[=+\-@＝＋－＠])/gu;
const BLANK_START = /^[\t\r\n]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * The fields of one CSV row as RFC 4180 text, without its line end; null is an empty field.
 *
 * Before what a spreadsheet would run as a formula stands an apostrophe, which shows it as text; numbers stay numbers.
 */
export function csvLine(values: readonly CsvValue[]): string {
  return values.map(csvField).join(",");
}

function csvField(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = guarded(value);
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function guarded(text: string): string {
  if (PLAIN_NUMBER.test(text)) return text;
  const safe = text.replace(FORMULA, "$1'$2");
  return BLANK_START.test(safe) ? `'${safe}` : safe;
}

const GUARD = /(^|[,;\t\r\n])'(?=[\p{Z}"]*[=+\-@＝＋－＠])/gu;

/** A field as it was before an apostrophe kept spreadsheets from running it. */
export function unguardedCsv(text: string): string {
  const safe = text.replace(GUARD, "$1");
  return /^'[\t\r\n]/.test(safe) ? safe.slice(1) : safe;
}
