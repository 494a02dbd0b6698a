type CsvValue = string | number | null;

/** What a spreadsheet would run: it reads a text that begins with one of these as a formula. */
const FORMULA_START = /^[=+\-@\t\r]/;

/**
 * A table as RFC 4180 text: CRLF, quotes where needed, a header row; null is an empty field.
 *
 * A text that a spreadsheet would run as a formula gets an apostrophe in front, which shows it as text.
 */
export function csvText(header: readonly string[], rows: Iterable<readonly CsvValue[]>): string {
  const lines = [header.map(field).join(",")];
  for (const row of rows) lines.push(row.map(field).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

/** A CSV download. The file name may hold any characters; unsafe ones become "-". */
export function csvResponse(text: string, fileName: string): Response {
  return new Response(text, {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${fileName.replace(/[^\w.-]+/g, "-")}"`,
    },
  });
}

function field(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
