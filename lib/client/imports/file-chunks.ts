import type { FileFormat } from "@/lib/contract/imports";
import { type CsvDelimiter, csvDelimiter } from "@/lib/domain/ingest-checks/csv-delimiter";

/** Whole rows of a file, and where in it they lie, in bytes of what is in it unpacked. */
export type FileChunk = { offset: number; nextOffset: number; text: string; isLast: boolean };

const CHUNK_BYTES = 1024 * 1024;
/** What the server takes in one piece. */
const CHUNK_BYTES_MAX = 8_000_000;
const NEWLINE = 10;
const QUOTE = 34;

/** The bytes of a file, unpacked where its name ends in .gz. */
export function unpacked(file: File): ReadableStream<Uint8Array> {
  // The libraries' types differ in what a chunk's buffer may be; what comes out are bytes either way.
  const bytes = file.stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
  return file.name.toLowerCase().endsWith(".gz") ? bytes.pipeThrough(new DecompressionStream("gzip")) : bytes;
}

/**
 * Cuts a file into pieces of whole rows from a place on, so that each can be read by itself; a JSON array is one piece.
 *
 * A newline within quotes of a CSV ends no row. Throws where a row is longer than the server takes.
 */
export async function* fileChunks(
  stream: ReadableStream<Uint8Array>,
  format: FileFormat,
  from = 0,
): AsyncGenerator<FileChunk> {
  const decoder = new TextDecoder();
  let offset = from;
  let toSkip = from;
  let held = new Uint8Array(0);
  let delimiter: CsvDelimiter | null = null;
  const chunkOf = (length: number, isLast: boolean): FileChunk => {
    const text = decoder.decode(held.subarray(0, length));
    const chunk = { offset, nextOffset: offset + length, text, isLast };
    held = held.slice(length);
    offset += length;
    return chunk;
  };
  for await (const bytes of chunksOf(stream)) {
    // Of the file's first line, also where it goes on further down.
    delimiter ??= csvDelimiter(new TextDecoder().decode(bytes));
    const rest = bytes.subarray(Math.min(toSkip, bytes.length));
    toSkip -= bytes.length - rest.length;
    held = joined(held, rest);
    if (format === "json" || held.length <= CHUNK_BYTES) {
      if (held.length > CHUNK_BYTES_MAX) throw new Error(tooLong(format));
      continue;
    }
    const end = format === "csv" ? lastRowEnd(held, delimiter) : held.lastIndexOf(NEWLINE) + 1;
    // The last row stays, so that the end of the file is known when it is sent.
    if (end > 0 && end < held.length) yield chunkOf(end, false);
    else if (held.length > CHUNK_BYTES_MAX) throw new Error(tooLong(format));
  }
  yield chunkOf(held.length, true);
}

/** The first line of a CSV, without its end. */
export function headerOf(text: string): string {
  const bytes = new TextEncoder().encode(text);
  for (const end of csvRowEnds(bytes, csvDelimiter(text)))
    return new TextDecoder().decode(bytes.subarray(0, end)).replace(/\r?\n$/, "");
  return text;
}

function lastRowEnd(bytes: Uint8Array, delimiter: CsvDelimiter): number {
  let last = 0;
  for (const end of csvRowEnds(bytes, delimiter)) last = end;
  return last;
}

/** Where each row of a CSV ends, behind its newline. A quote counts only where a field begins, as for whoever reads it. */
function* csvRowEnds(bytes: Uint8Array, delimiter: CsvDelimiter): Generator<number> {
  const between = delimiter.charCodeAt(0);
  let isQuoted = false;
  let before = NEWLINE;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (isQuoted) {
      // Of two quotes the second opens again at once, since the first stands before it.
      if (byte === QUOTE) isQuoted = false;
    } else if (byte === QUOTE) isQuoted = before === between || before === NEWLINE || before === QUOTE;
    else if (byte === NEWLINE) yield index + 1;
    before = byte;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

// Not every browser lets a stream be iterated.
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function tooLong(format: FileFormat): string {
  return format === "json"
    ? "A JSON array of more than 8 MB is imported from the command line, or as one object a line (.jsonl)"
    : "A row is longer than 8 MB";
}
