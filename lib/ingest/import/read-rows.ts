import { statSync } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { text as wholeText } from "node:stream/consumers";
import { parse } from "csv-parse";
import { z } from "zod";
import { AppError } from "@/lib/contract/error";
import type { FileFormat } from "@/lib/contract/imports";
import { csvDelimiter } from "@/lib/domain/ingest-checks/csv-delimiter";
import { csvLineEnd, EXCEL_SEPARATOR } from "@/lib/domain/ingest-checks/csv-line-end";
import { describeCsvError } from "./describe-csv-error";
import { withFileErrors } from "./file-error";
import type { Row } from "./map-row";
import { openText } from "./open-text";

/** One row with its place in the file (line, or position in a JSON array), or why it cannot be read. */
export type FileRow = { line: number } & ({ row: Row } | { error: string });

export type FileRows = {
  rows: AsyncIterable<FileRow>;
  /** The share of the file read so far, from 0 to 1. */
  progress: () => number;
};

const rowSchema = z.record(z.string(), z.unknown());

/**
 * The rows of a file in its order, read as a stream (JSON arrays at once), unpacked and decoded by what it begins with.
 *
 * A row that cannot be read is told by its line and does not stop the others. A file that cannot be is INVALID.
 */
export function readRows(file: string, format: FileFormat): FileRows {
  let share = () => 0;
  async function* rows(): AsyncGenerator<FileRow> {
    const size = Math.max(statSync(file).size, 1);
    const { bytes, text, beginning } = await openText(file);
    share = () => Math.min(bytes.bytesRead / size, 1);
    if (format === "json") yield* jsonRows(await wholeText(text));
    else yield* format === "csv" ? readCsv(text, csvForm(beginning)) : readJsonLines(text);
  }
  return { rows: withFileErrors(rows()), progress: () => share() };
}

/** The rows of a piece of a file; its lines count from `firstLine`, but for a CSV's header in front of it. */
export function readTextRows(input: { text: string; format: FileFormat; header: string | null; firstLine: number }) {
  const { text, format, header, firstLine } = input;
  if (format === "json") return jsonRows(text);
  if (format === "jsonl") return shiftLines(readJsonLines(Readable.from([text])), firstLine - 1);
  if (header === null) return shiftLines(readCsv(Readable.from(piecesOf(text)), csvForm(text)), firstLine - 1);
  const form = { ...csvForm(`${header}\n`), lineEnds: csvForm(text).lineEnds };
  const [lineEnd = "\n"] = form.lineEnds.slice(-1);
  return shiftLines(readCsv(Readable.from([header + lineEnd, text]), form), firstLine - 1 - form.headerLine);
}

const PIECE_CHARACTERS = 64 * 1024;

/** So that other work gets its turn between two pieces of a long text. */
function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE_CHARACTERS) yield text.slice(at, at + PIECE_CHARACTERS);
}

const JSON_BEGINNING = /^\uFEFF?\s*(?:\[\s*)?\{\s*"/;

/** How a CSV is written. */
type CsvForm = { delimiter: string; lineEnds: string[]; headerLine: number };

/** How a CSV that begins so is written. Throws INVALID where it begins as JSON does. */
function csvForm(beginning: string): CsvForm {
  if (JSON_BEGINNING.test(beginning)) {
    throw new AppError("INVALID", "The file holds JSON, no CSV: name it .json or .jsonl");
  }
  const lineEnds = csvLineEnd(beginning) === "\n" ? ["\r\n", "\n"] : ["\r"];
  const [, separator] = EXCEL_SEPARATOR.exec(beginning) ?? [];
  return { delimiter: separator ?? csvDelimiter(beginning), lineEnds, headerLine: separator === undefined ? 1 : 2 };
}

async function* shiftLines(rows: AsyncIterable<FileRow>, by: number): AsyncGenerator<FileRow> {
  for await (const row of rows) yield { ...row, line: row.line + by };
}

async function* jsonRows(text: string): AsyncGenerator<FileRow> {
  const values = parseRows(text.replace(/^\uFEFF/, ""));
  if (values === null) yield* readJsonLines(Readable.from([text]));
  else for (const [index, value] of values.entries()) yield checkRow(value, index + 1);
}

/** The rows of a JSON file, or null where each of its lines is one. Throws INVALID where it is no JSON of rows. */
function parseRows(text: string): unknown[] | null {
  try {
    return jsonFileSchema.parse(JSON.parse(text));
  } catch (cause) {
    if (areLines(text)) return null;
    throw new AppError("INVALID", JSON_ROWS, { cause });
  }
}

function areLines(text: string): boolean {
  const lines = text.trim().split(/\r\n|\n|\r/, 2);
  return lines.length === 2 && lines.every((line) => /^\s*\{.*\}\s*$/.test(line));
}

type CsvItem = { record: Row; info: { lines: number } } | { line: number; error: string };

async function* readCsv(text: Readable, { delimiter, lineEnds, headerLine }: CsvForm): AsyncGenerator<FileRow> {
  const skipped: FileRow[] = [];
  const parser = parse({
    bom: true,
    delimiter,
    columns: (header: string[]) => header.map((name) => name.trim()),
    info: true,
    // Said, not found out by the first line: of a piece of a file, the header may end in another way than the rows.
    record_delimiter: lineEnds,
    from_line: headerLine,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 1_000_000,
    on_skip: (error) => {
      skipped.push({ line: Number(error?.lines) || parser.info.lines, error: describeCsvError(error) });
      return undefined;
    },
  });
  text.on("error", (error) => parser.destroy(error));
  const items: AsyncIterable<CsvItem> = text.pipe(parser);
  for await (const item of items) {
    if (!("record" in item)) continue;
    const { lines } = item.info;
    // The parser is ahead of what is taken from it.
    while (skipped[0] && skipped[0].line <= lines) yield* skipped.splice(0, 1);
    yield { line: lines, row: item.record };
  }
  yield* skipped.splice(0);
}

async function* readJsonLines(text: Readable): AsyncGenerator<FileRow> {
  const lines = createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY });
  // readline swallows its input's errors.
  let failure: Error | null = null;
  text.on("error", (error) => {
    failure = error;
    lines.close();
  });
  let line = 0;
  for await (const content of lines) {
    line += 1;
    const json = line === 1 ? content.replace(/^\uFEFF/, "") : content;
    if (json.trim() !== "") yield parseLine(json, line);
  }
  if (failure) throw failure;
}

function parseLine(json: string, line: number): FileRow {
  try {
    return checkRow(JSON.parse(json), line);
  } catch {
    return { line, error: "Not readable as JSON" };
  }
}

function checkRow(value: unknown, line: number): FileRow {
  const parsed = rowSchema.safeParse(value);
  return parsed.success ? { line, row: parsed.data } : { line, error: "Not a JSON object" };
}

const JSON_ROWS = "Must be a JSON array of objects, an object with such an array, or one object a line";
/** What APIs and exports call the array of their rows. */
const HOLDERS = [
  ...["logs", "data", "records", "rows", "results", "items", "observations", "requests", "runs", "traces", "spans"],
  ...["result", "events", "logEvents", "resourceLogs"],
];
/** What an object has that is a row itself, such as one trace, whatever arrays it has. */
const OF_ONE_ROW = ["resourceSpans", "resource_spans", "trace_info", "info"];
const jsonFileSchema = z.union(
  [
    z.array(z.unknown()),
    z.record(z.string(), z.unknown()).transform((file, context) => {
      if (OF_ONE_ROW.some((name) => typeof file[name] === "object" && file[name] !== null)) return [file];
      const rows = HOLDERS.map((holder) => file[holder]).find(Array.isArray);
      if (rows === undefined) context.addIssue({ code: "custom", message: JSON_ROWS });
      return rows ?? z.NEVER;
    }),
  ],
  JSON_ROWS,
);
