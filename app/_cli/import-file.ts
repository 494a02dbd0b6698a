import { basename } from "node:path";
import { createIngest } from "@/app/_server/ingest";
import type { Db, Sql } from "@/db/client";
import { anchorImport } from "@/db/imports/anchor-import";
import { seedCataloguePrices } from "@/db/prices/seed-catalogue-prices";
import { fileIdentity } from "@/lib/ingest/import/file-identity";
import { importForeignRows } from "@/lib/ingest/import/import-foreign-rows";
import type { ImportOptions } from "@/lib/ingest/import/import-options";
import { findLastEndUs, importRows } from "@/lib/ingest/import/import-rows";
import type { ImportSummary } from "@/lib/ingest/import/import-summary";
import { readRows } from "@/lib/ingest/import/read-rows";

export type ImportedFile = ImportSummary & { isRepeated: boolean };

type Totals = Pick<ImportSummary, "read" | "accepted" | "duplicates" | "rejected">;

/**
 * Imports a file through the same validation, pricing and storing as a router's post, and says what became of its rows.
 *
 * Safe to repeat and to resume: the same file under the same options gives the same keys and times again.
 */
export async function importFile(input: {
  db: Db;
  sql: Sql;
  rawRetentionDays: number;
  minuteRetentionDays: number;
  options: ImportOptions;
  nowUs: number;
  onProgress?: (share: number, totals: Totals) => void;
}): Promise<ImportedFile> {
  const { db, sql, rawRetentionDays, minuteRetentionDays, options, nowUs, onProgress } = input;
  await seedCataloguePrices(db, nowUs);
  const identity = await fileIdentity(options);
  const fileName = basename(options.file);
  const { anchorUs, isRepeated } = await anchorImport(db, { key: identity, fileName, nowUs });
  const lastEndUs = options.isShiftedToNow
    ? await findLastEndUs(readRows(options.file, options.format).rows, options, anchorUs)
    : null;

  const ingest = await createIngest({ db, sql, rawRetentionDays, minuteRetentionDays });
  const file = readRows(options.file, options.format);
  const submit = (records: readonly unknown[]) =>
    ingest.submit(
      records.map((value) => ({ value })),
      { keyId: null, bytes: 0 },
    );
  const told = (totals: Totals) => onProgress?.(file.progress(), totals);
  try {
    const { source: format, batchSize } = options;
    const summary = format
      ? await importForeignRows(file.rows, { format, batchSize, nowUs: anchorUs, submit, onProgress: told })
      : await importRows(file.rows, {
          options,
          identity,
          anchorUs,
          shiftUs: lastEndUs === null ? 0 : anchorUs - lastEndUs,
          submit,
          onProgress: told,
        });
    return { ...summary, isRepeated };
  } finally {
    await ingest.drain();
  }
}
