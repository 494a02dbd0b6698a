import { type FocusRows, focusColumns } from "@/lib/domain/focus/focus-columns";
import { FocusCsv } from "@/lib/domain/focus/focus-csv";
import type { FocusDataset, FocusVersion } from "@/lib/domain/focus/spec-types";
import { FocusParquet } from "./focus-parquet";

export type FocusFileOptions<Dataset extends FocusDataset> = {
  dataset: Dataset;
  version: FocusVersion;
  format: "csv" | "parquet";
};

const CHUNK_CHARACTERS = 128 * 1024;

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
  const encoder = new TextEncoder();
  const csv = new FocusCsv(focusColumns(dataset, version), (row) => ("series" in row ? row.series : null));
  let text = csv.header;
  for await (const rows of batches) {
    for (const row of rows) {
      text += csv.line(row);
      if (text.length < CHUNK_CHARACTERS) continue;
      yield encoder.encode(text);
      text = "";
    }
  }
  if (text !== "") yield encoder.encode(text);
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
