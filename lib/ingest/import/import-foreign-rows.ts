import type { IngestReply, LogRecordInput } from "@/lib/contract/log-record";
import type { Format } from "../formats/entry";
import { createSummary, type ImportSummary } from "./import-summary";
import type { FileRow } from "./read-rows";

export type ForeignImport = {
  format: Format;
  batchSize: number;
  nowUs: number;
  submit: (records: LogRecordInput[]) => Promise<IngestReply>;
  onProgress?: ((totals: Pick<ImportSummary, "read" | "accepted" | "duplicates" | "rejected">) => void) | undefined;
};

/**
 * Sends what the rows of a file tell in the format of another tool, in batches, and says what became of them.
 *
 * Attempts of one request are numbered within a batch. Safe to repeat: ids and times are the file's own.
 */
export async function importForeignRows(rows: AsyncIterable<FileRow>, input: ForeignImport): Promise<ImportSummary> {
  const { format, batchSize, nowUs, submit, onProgress } = input;
  const summary = createSummary();
  let batch: { line: number; row: unknown }[] = [];

  async function flush() {
    const records: LogRecordInput[] = [];
    const lines: number[] = [];
    const entries = format.read({ text: JSON.stringify(batch.map(({ row }) => row)), receivedAtUs: nowUs });
    for (const [index, entry] of entries.entries()) {
      // A row may tell of several attempts, after which places no longer say which line.
      const line = batch[entries.length === batch.length ? index : 0]?.line ?? 0;
      if ("ignored" in entry) summary.addIgnored();
      else if ("unreadable" in entry) summary.addUnreadable(entry.unreadable, line);
      else {
        records.push(entry.record);
        lines.push(line);
      }
    }
    if (records.length > 0) summary.addReply(await submit(records), lines);
    batch = [];
    onProgress?.(summary.totals());
  }

  for await (const item of rows) {
    summary.addRead();
    if ("error" in item) {
      summary.addUnreadable(item.error, item.line);
      continue;
    }
    batch.push({ line: item.line, row: item.row });
    if (batch.length >= batchSize) await flush();
  }
  await flush();
  return summary.result();
}
