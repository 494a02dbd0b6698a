import type { FileFormat } from "@/lib/contract/imports";
import { type CsvDelimiter, csvDelimiter } from "@/lib/domain/ingest-checks/csv-delimiter";
import { csvLineEnd, EXCEL_SEPARATOR } from "@/lib/domain/ingest-checks/csv-line-end";
import { t } from "@/lib/messages/translate";

/** Whole rows of a file, and where in it they lie, in bytes of its text as UTF-8. */
export type FileChunk = { offset: number; nextOffset: number; text: string; isLast: boolean };

const CHUNK_BYTES = 1024 * 1024;
/** What the server takes in one piece. */
const CHUNK_BYTES_MAX = 8_000_000;
const QUOTE = 34;

/** What stands between the fields of a CSV, and the byte that ends its lines. */
type CsvForm = { delimiter: CsvDelimiter; lineEnd: number };

/**
 * Cuts a file into pieces of whole rows from a place on, so that each can be read by itself; a JSON array is one piece.
 *
 * A newline within quotes of a CSV ends no row. Throws where a row is longer than the server takes.
 */
export async function* fileChunks(
  text: AsyncIterable<Uint8Array>,
  format: FileFormat,
  from = 0,
): AsyncGenerator<FileChunk> {
  const decoder = new TextDecoder();
  let offset = from;
  let toSkip = from;
  let held = new Uint8Array(0);
  let form: CsvForm | null = null;
  const chunkOf = (length: number, isLast: boolean): FileChunk => {
    const text = decoder.decode(held.subarray(0, length));
    const chunk = { offset, nextOffset: offset + length, text, isLast };
    held = held.slice(length);
    offset += length;
    return chunk;
  };
  for await (const bytes of text) {
    // Of the file's beginning, also where it goes on further down.
    form ??= formOf(new TextDecoder().decode(bytes));
    const rest = bytes.subarray(Math.min(toSkip, bytes.length));
    toSkip -= bytes.length - rest.length;
    held = joined(held, rest);
    if (format === "json" || held.length <= CHUNK_BYTES) {
      if (held.length > CHUNK_BYTES_MAX) throw new Error(tooLong(format));
      continue;
    }
    // The last row stays, so that the end of the file is known when it is sent.
    const others = held.subarray(0, -1);
    const end = format === "csv" ? lastRowEnd(others, form) : others.lastIndexOf(form.lineEnd) + 1;
    if (end > 0) yield chunkOf(end, false);
    else if (held.length > CHUNK_BYTES_MAX) throw new Error(tooLong(format));
  }
  yield chunkOf(held.length, true);
}

/** The first line of a CSV without its end, and the one before it where Excel names its separator there. */
export function headerOf(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let lines = EXCEL_SEPARATOR.test(text) ? 2 : 1;
  for (const end of csvRowEnds(bytes, formOf(text))) {
    lines -= 1;
    if (lines === 0) return new TextDecoder().decode(bytes.subarray(0, end)).replace(/\r?\n$|\r$/, "");
  }
  return text;
}

function formOf(beginning: string): CsvForm {
  const lineEnd = csvLineEnd(beginning).charCodeAt(0);
  return { delimiter: csvDelimiter(beginning), lineEnd };
}

function lastRowEnd(bytes: Uint8Array, form: CsvForm): number {
  let last = 0;
  for (const end of csvRowEnds(bytes, form)) last = end;
  return last;
}

/** Where each row of a CSV ends, behind the end of its line. A quote counts only where a field begins, as for whoever reads it. */
function* csvRowEnds(bytes: Uint8Array, { delimiter, lineEnd }: CsvForm): Generator<number> {
  const between = delimiter.charCodeAt(0);
  let isQuoted = false;
  let before = lineEnd;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (isQuoted) {
      // Of two quotes the second opens again at once, since the first stands before it.
      if (byte === QUOTE) isQuoted = false;
    } else if (byte === QUOTE) isQuoted = before === between || before === lineEnd || before === QUOTE;
    else if (byte === lineEnd) yield index + 1;
    before = byte;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function tooLong(format: FileFormat): string {
  return format === "json"
    ? t("A JSON array of more than 8 MB is imported from the command line, or as one object a line (.jsonl)")
    : t("A row is longer than 8 MB");
}
