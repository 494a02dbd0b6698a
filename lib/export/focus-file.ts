import { FOCUS_SHARED_BY, type FocusRows, focusColumns } from "@/lib/domain/focus/focus-columns";
import { FocusCsv } from "@/lib/domain/focus/focus-csv";
import type { FocusDataset, FocusVersion } from "@/lib/domain/focus/spec-types";
import { FocusParquet } from "./focus-parquet";

export type FocusFileOptions<Dataset extends FocusDataset> = {
  dataset: Dataset;
  version: FocusVersion;
  format: "csv" | "parquet";
};

const PIECE_BYTES = 128 * 1024;

/** The bytes of a file of rows as they come; there is a header also without any. */
export function focusFile<Dataset extends FocusDataset>(
  batches: AsyncIterable<readonly FocusRows[Dataset][]>,
  options: FocusFileOptions<Dataset>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  return options.format === "csv" ? csvFile(batches, options) : parquetFile(batches, options);
}

async function* csvFile<Dataset extends FocusDataset>(
  batches: AsyncIterable<readonly FocusRows[Dataset][]>,
  { dataset, version }: FocusFileOptions<Dataset>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const csv = new FocusCsv(focusColumns(dataset, version), FOCUS_SHARED_BY);
  for await (const rows of batches) {
    for (const row of rows) {
      csv.add(row);
      if (csv.length >= PIECE_BYTES) yield csv.take();
    }
  }
  if (csv.length > 0) yield csv.take();
}

async function* parquetFile<Dataset extends FocusDataset>(
  batches: AsyncIterable<readonly FocusRows[Dataset][]>,
  { dataset, version }: FocusFileOptions<Dataset>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const parquet = new FocusParquet(focusColumns(dataset, version));
  for await (const rows of batches) {
    const bytes = parquet.add(rows);
    if (bytes) yield bytes;
  }
  yield parquet.end();
}
