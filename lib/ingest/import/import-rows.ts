import type { IngestReply } from "@/lib/contract/log-record";
import { createSummary, type ImportSummary } from "./import-summary";
import type { FileRow } from "./read-rows";
import type { BatchReader, ReadBatch, RowBatch, TakenBatch } from "./row-batch";

export type ImportTotals = Pick<ImportSummary, "read" | "accepted" | "duplicates" | "rejected">;

export type ImportInput = {
  reader: BatchReader;
  batchSize: number;
  /** Rows at the start of the file that were taken before. */
  skip?: number;
  /** Validates and stores what a batch says, as if a router had sent it. */
  take: (batch: TakenBatch, read: ReadBatch) => Promise<IngestReply>;
  onProgress?: (totals: ImportTotals) => void;
};

/** Sends every row of a file on as a record, in batches, and tells what became of them. Safe to repeat and to resume. */
export async function importRows(rows: AsyncIterable<FileRow>, input: ImportInput): Promise<ImportSummary> {
  const { reader, batchSize, skip = 0, take, onProgress } = input;
  const summary = createSummary();
  let batch: RowBatch & { rows: FileRow[] } = { from: skip, rows: [] };

  async function flush(isLast: boolean) {
    const read = reader(batch);
    summary.addBatch(batch.rows.length, read, await take({ ...batch, isLast }, read));
    batch = { from: batch.from + batch.rows.length, rows: [] };
    onProgress?.(summary.totals());
  }

  let place = 0;
  for await (const item of rows) {
    if (place++ < skip) continue;
    // Flushed when the next comes, so that the last batch knows that it is.
    if (batch.rows.length >= batchSize) await flush(false);
    batch.rows.push(item);
  }
  await flush(true);
  return summary.result();
}
