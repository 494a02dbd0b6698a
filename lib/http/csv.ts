import { type CsvValue, csvLine } from "@/lib/domain/csv-line";

/** A table as RFC 4180 text: CRLF, a header row, each field as csvLine writes it. */
export function csvText(header: readonly string[], rows: Iterable<readonly CsvValue[]>): string {
  const lines = [csvLine(header)];
  for (const row of rows) lines.push(csvLine(row));
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
