import { createReadStream, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { createGunzip, gunzipSync } from "node:zlib";
import { parse } from "csv-parse";
import { z } from "zod";
import { AppError } from "@/lib/contract/error";
import type { FileFormat } from "@/lib/contract/imports";
import { type CsvDelimiter, csvDelimiter } from "@/lib/domain/ingest-checks/csv-delimiter";
import { describeCsvError } from "./describe-csv-error";
import type { Row } from "./map-row";

/** One row with its place in the file (line, or position in a JSON array), or why it cannot be read. */
export type FileRow = { line: number } & ({ row: Row } | { error: string });

export type FileRows = {
  rows: AsyncIterable<FileRow>;
  /** The share of the file read so far, from 0 to 1. */
  progress: () => number;
};

const rowSchema = z.record(z.string(), z.unknown());

/**
 * The rows of a file in its order, read as a stream (JSON arrays at once); names ending in .gz are unpacked.
 *
 * A row that cannot be read is told by its line and does not stop the others.
 */
export function readRows(file: string, format: FileFormat): FileRows {
  if (format === "json") return readJson(file);
  const bytes = createReadStream(file);
  const size = Math.max(statSync(file).size, 1);
  const text = unpacked(bytes, file);
  const rows = format === "csv" ? readCsvFile(text, file) : readJsonLines(text);
  return { rows, progress: () => Math.min(bytes.bytesRead / size, 1) };
}

function unpacked(bytes: Readable, file: string): Readable {
  const text = file.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes;
  // Whoever reads it hears of its errors; nobody may have begun to.
  text.on("error", () => undefined);
  // An error of the file must end the reader at the other end of the pipe too.
  bytes.on("error", (error) => text.destroy(error));
  return text;
}

async function beginningOf(file: string): Promise<string> {
  const bytes = createReadStream(file);
  try {
    for await (const piece of unpacked(bytes, file)) return String(piece);
    return "";
  } finally {
    bytes.destroy();
  }
}

async function* readCsvFile(text: Readable, file: string): AsyncGenerator<FileRow> {
  yield* readCsv(text, csvDelimiter(await beginningOf(file)));
}

/** The rows of a piece of a file; its lines count from `firstLine`, but for a CSV's header in front of it. */
export function readTextRows(input: { text: string; format: FileFormat; header: string | null; firstLine: number }) {
  const { text, format, header, firstLine } = input;
  if (format === "json") return jsonRows(text);
  if (format === "jsonl") return shiftLines(readJsonLines(Readable.from([text])), firstLine - 1);
  const delimiter = csvDelimiter(header ?? text);
  if (header === null) return shiftLines(readCsv(Readable.from([text]), delimiter), firstLine - 1);
  return shiftLines(readCsv(Readable.from([`${header}\n`, text]), delimiter), firstLine - 2);
}

async function* shiftLines(rows: AsyncIterable<FileRow>, by: number): AsyncGenerator<FileRow> {
  for await (const row of rows) yield { ...row, line: row.line + by };
}

async function* jsonRows(text: string): AsyncGenerator<FileRow> {
  for (const [index, value] of parseRows(text).entries()) yield checkRow(value, index + 1);
}

/** Throws INVALID where the text is no array of rows. */
function parseRows(text: string): unknown[] {
  try {
    return jsonFileSchema.parse(JSON.parse(text.replace(/^\uFEFF/, "")));
  } catch (cause) {
    throw new AppError("INVALID", "Must be a JSON array, or an object with an array named logs", { cause });
  }
}

type CsvItem = { record: Row; info: { lines: number } } | { line: number; error: string };

async function* readCsv(text: Readable, delimiter: CsvDelimiter): AsyncGenerator<FileRow> {
  const skipped: FileRow[] = [];
  const parser = parse({
    bom: true,
    delimiter,
    columns: (header: string[]) => header.map((name) => name.trim()),
    info: true,
    // Said, not found out by the first line: of a piece of a file, the header may end in another way than the rows.
    record_delimiter: ["\r\n", "\n"],
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

function readJson(file: string): FileRows {
  let done = 0;
  let total = 1;
  async function* rows(): AsyncGenerator<FileRow> {
    const bytes = await readFile(file);
    const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").replace(/^\uFEFF/, "");
    const values = jsonFileSchema.parse(JSON.parse(text));
    total = Math.max(values.length, 1);
    for (const value of values) {
      done += 1;
      yield checkRow(value, done);
    }
  }
  return { rows: rows(), progress: () => done / total };
}

const jsonFileSchema = z.union(
  [z.array(z.unknown()), z.object({ logs: z.array(z.unknown()) }).transform(({ logs }) => logs)],
  "Must be a JSON array, or an object with an array named logs",
);
