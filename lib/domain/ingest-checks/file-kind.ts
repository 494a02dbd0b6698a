import { type Message, message, t } from "@/lib/messages/translate";

/** How the text of a file is encoded, or why it holds none, in words that go on after "The file is". */
export type FileKind = { encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" } | { problem: string };

/** What is read of a file to tell what it is. */
export const KIND_BYTES = 64 * 1024;
const GZIP = [0x1f, 0x8b];
/** What files begin with that hold no rows as text → what they are, and what to do instead. */
const NO_TEXT: readonly (readonly [beginning: string, problem: Message])[] = [
  ["PK\x03\x04", message("a ZIP archive or a spreadsheet: unpack it, or save it as CSV")],
  ["PK\x05\x06", message("an empty ZIP archive")],
  ["\xd0\xcf\x11\xe0", message("an Excel file of an old kind: save it as CSV")],
  ["PAR1", message("a Parquet file: write it as CSV or JSONL")],
  ["ORC", message("an ORC file: write it as CSV or JSONL")],
  ["Obj\x01", message("an Avro file: write it as CSV or JSONL")],
  ["ARROW1", message("an Arrow file: write it as CSV or JSONL")],
  ["FEA1", message("a Feather file: write it as CSV or JSONL")],
  ["SQLite format 3", message("a SQLite database: export its table as CSV")],
  ["PGDMP", message("a dump of PostgreSQL: export the table with \\copy … csv header")],
  ["%PDF", message("a PDF document")],
  ["\x28\xb5\x2f\xfd", message("packed with Zstandard: unpack it, or pack it with gzip")],
  ["BZh", message("packed with bzip2: unpack it, or pack it with gzip")],
  ["\xfd7zXZ", message("packed with xz: unpack it, or pack it with gzip")],
  ["7z\xbc\xaf", message("a 7-Zip archive: unpack it")],
  ["Rar!", message("a RAR archive: unpack it")],
  ["\x1f\x8b", message("packed twice: unpack it once")],
];
/** Pages and documents that are saved in a file's place, in lower case. */
const MARKUP: readonly (readonly [beginning: string, problem: Message])[] = [
  ["<!doctype html", message("a web page, perhaps an error or a sign-in: download the file again")],
  ["<html", message("a web page, perhaps an error or a sign-in: download the file again")],
  ["<?xml", message("an XML document, perhaps the error of a storage service: download the file again")],
  ["<error", message("an XML document, perhaps the error of a storage service: download the file again")],
];
const TAR_MARK = "ustar";
const TAR_MARK_AT = 257;

/** Whether a file is packed with gzip, whatever it is called. */
export function isGzip(beginning: Uint8Array): boolean {
  return GZIP.every((byte, place) => beginning[place] === byte);
}

/** What a file is by its beginning, unpacked. A file cut off anywhere is told by its beginning all the same. */
export function fileKind(beginning: Uint8Array): FileKind {
  if (beginning.length === 0) return { problem: t("empty") };
  const start = latin(beginning.subarray(0, 32));
  const [, problem] = NO_TEXT.find(([bytes]) => start.startsWith(bytes)) ?? [];
  if (problem !== undefined) return { problem: t(problem) };
  if (latin(beginning.subarray(TAR_MARK_AT, TAR_MARK_AT + TAR_MARK.length)) === TAR_MARK) {
    return { problem: t("a tar archive: unpack it") };
  }
  const encoding = encodingOf(beginning);
  if (encoding === null) return { problem: t("not text: export it as CSV or JSONL") };
  const text = new TextDecoder(encoding).decode(beginning.subarray(0, 256)).trimStart().toLowerCase();
  const [, page] = MARKUP.find(([words]) => text.startsWith(words)) ?? [];
  return page === undefined ? { encoding } : { problem: t(page) };
}

/** By the mark at its beginning or, without one, by where its zeros are: ASCII in UTF-16 has one in each pair. */
function encodingOf(start: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | null {
  const [first, second, third, fourth] = start;
  if ((first === 0xff && second === 0xfe) || (second === 0 && fourth === 0 && first !== 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && third === 0 && second !== 0)) return "utf-16be";
  if (start.includes(0)) return null;
  return isUtf8(start) ? "utf-8" : "windows-1252";
}

/** Old spreadsheets write no UTF-8; a character that is cut off at the end says nothing. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
