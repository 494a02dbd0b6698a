import type { Db, Sql } from "@/db/client";
import { getDatabaseNow } from "@/db/get-database-now";
import { getImport } from "@/db/imports/get-import";
import type { ImportState } from "@/db/imports/import-row";
import { AppError } from "@/lib/contract/error";
import { type ImportChunk, type ImportedRows, importChunkSchema } from "@/lib/contract/imports";
import { csvLineEnd } from "@/lib/domain/ingest-checks/csv-line-end";
import { jsonText } from "@/lib/http/json-text";
import { parseInput } from "@/lib/http/parse-input";
import { parseJson } from "@/lib/http/parse-json";
import { createSummary } from "@/lib/ingest/import/import-summary";
import { optionsReader } from "@/lib/ingest/import/options-reader";
import { type FileRow, readTextRows } from "@/lib/ingest/import/read-rows";
import type { BatchReader } from "@/lib/ingest/import/row-batch";
import type { Ingest } from "./create-ingest";
import { getRawFromMs } from "./get-raw-from-ms";
import type { ImportPost } from "./ingest-calls";
import { takeBatch } from "./take-batch";

/** Imports whose pieces come at the same time. */
const READERS_MAX = 8;

/** Takes the rows of a file that a page uploads piece by piece. */
export function createImportIngest(input: { ingest: Ingest; db: Db; sql: Sql; rawRetentionDays: number }) {
  const { ingest, db, sql, rawRetentionDays } = input;
  const readers = new Map<string, BatchReader>();
  return async ({ bytes, importId }: ImportPost): Promise<ImportedRows> => {
    ingest.assertAdmitted(bytes.length);
    const chunk = parseInput(importChunkSchema, parseJson(jsonText(bytes)));
    const run = await getImport(db, importId);
    if (chunk.offset !== run.run.offset_done) {
      throw new AppError("CONFLICT", `The import stands at ${run.run.offset_done}, not at ${chunk.offset}`);
    }
    const rows = await rowsOf(chunk);
    const line = chunk.first_line + chunk.text.split(csvLineEnd(chunk.text)).length - 1;
    const place = { offset: chunk.next_offset, line };
    const batch = { from: run.rowsDone, rows, isLast: chunk.is_last, place };
    const read = readerOf(readers, run)(batch);
    const rawFromMs = await getRawFromMs(db, { now: await getDatabaseNow(sql), rawRetentionDays });
    const summary = createSummary();
    summary.addBatch(rows.length, read, await takeBatch({ ingest, run, rawFromMs, batch, read }));
    const reasons = summary
      .result()
      .reasons.map(({ reason, count, firstLines }) => ({ reason, count, first_lines: firstLines }));
    return { run: (await getImport(db, importId)).run, reasons };
  };
}

async function rowsOf({ text, format, header, first_line: firstLine }: ImportChunk): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of readTextRows({ text, format, header, firstLine })) rows.push(row);
  return rows;
}

/** The same reader for all pieces of a file, as far as they come here one after the other: spans lie within earlier ones. */
function readerOf(readers: Map<string, BatchReader>, run: ImportState): BatchReader {
  const reader = readers.get(run.key) ?? batchReaderOf(run);
  readers.delete(run.key);
  readers.set(run.key, reader);
  const [oldest] = readers.keys();
  if (readers.size > READERS_MAX && oldest !== undefined) readers.delete(oldest);
  return reader;
}

function batchReaderOf({ key, anchorUs, options }: ImportState): BatchReader {
  if (!options) throw new AppError("CONFLICT", "This import was begun on the command line and goes on there");
  return optionsReader(options, { identity: key, anchorUs });
}
