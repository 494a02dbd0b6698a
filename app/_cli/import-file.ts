import { basename } from "node:path";
import { createIngest } from "@/app/_server/ingest/create-ingest";
import { getRawFromMs } from "@/app/_server/ingest/get-raw-from-ms";
import { takeBatch } from "@/app/_server/ingest/take-batch";
import type { Db, Sql } from "@/db/client";
import { beginImport } from "@/db/imports/begin-import";
import { getImport } from "@/db/imports/get-import";
import { seedCataloguePrices } from "@/db/prices/seed-catalogue-prices";
import { fileDigest, importKey } from "@/lib/ingest/import/import-key";
import { type ImportOptions, ImportOptionsError } from "@/lib/ingest/import/import-options";
import { type ImportTotals, importRows } from "@/lib/ingest/import/import-rows";
import type { ImportSummary } from "@/lib/ingest/import/import-summary";
import { columnBatchReader, findLastEndUs } from "@/lib/ingest/import/read-columns";
import { integrationBatchReader } from "@/lib/ingest/import/read-integration-batch";
import { readRows } from "@/lib/ingest/import/read-rows";

export type ImportedFile = ImportSummary & {
  isRepeated: boolean;
  /** Rows an interrupted run had taken before, with which this one went on. */
  resumedAt: number;
};

/**
 * Imports a file through the same validation, pricing and storing as a router's post, and says what became of its rows.
 *
 * Safe to repeat, and resumed where it was interrupted: the same file under the same options gives the same keys and times
 * again, and its place is stored with its rows.
 */
export async function importFile(input: {
  db: Db;
  sql: Sql;
  rawRetentionDays: number;
  minuteRetentionDays: number;
  options: ImportOptions;
  nowUs: number;
  onProgress?: (share: number, totals: ImportTotals) => void;
}): Promise<ImportedFile> {
  const { db, sql, rawRetentionDays, minuteRetentionDays, options, nowUs, onProgress } = input;
  await seedCataloguePrices(db, nowUs);
  const { source: format, batchSize } = options;
  const identity = importKey(await fileDigest(options.file), { ...options, source: format?.name ?? null });
  const fileName = basename(options.file);
  const begun = await beginImport(db, { key: identity, fileName, options: null, nowUs });
  if (begun.options !== null && !begun.isFinished) {
    throw new ImportOptionsError(`${fileName} is being imported on the Ingest page; it goes on there`);
  }
  const { anchorUs, isRepeated } = begun;
  const lastEndUs = options.isShiftedToNow
    ? await findLastEndUs(readRows(options.file, options.format).rows, options, anchorUs)
    : null;
  const shiftUs = lastEndUs === null ? 0 : anchorUs - lastEndUs;
  const reader = format
    ? integrationBatchReader({ format, anchorUs })
    : columnBatchReader({ options, identity, anchorUs, shiftUs });

  const rawFromMs = await getRawFromMs(db, { now: new Date(nowUs / 1_000), rawRetentionDays });
  const ingest = await createIngest({ db, sql, rawRetentionDays, minuteRetentionDays });
  const file = readRows(options.file, options.format);
  const skip = begun.isFinished ? 0 : begun.rowsDone;
  try {
    const summary = await importRows(file.rows, {
      reader,
      batchSize,
      skip,
      take: async (batch, read) => {
        const run = begun.isFinished ? begun : await getImport(db, identity);
        return takeBatch({ ingest, run, rawFromMs, batch, read });
      },
      onProgress: (totals) => onProgress?.(file.progress(), totals),
    });
    return { ...summary, isRepeated, resumedAt: skip };
  } finally {
    await ingest.drain();
  }
}
