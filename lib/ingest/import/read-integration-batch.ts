import type { Format } from "../formats/entry";
import type { BatchReader, ReadBatch } from "./row-batch";

/** Reads rows in the format of another tool. Attempts of one request are numbered within a batch. */
export function integrationBatchReader({ format, anchorUs }: { format: Format; anchorUs: number }): BatchReader {
  const readPayload = format.open?.() ?? format.read;
  return ({ rows }) => {
    const read: ReadBatch = { records: [], unreadable: [], ignored: 0, ignoredColumns: [] };
    const readable: { line: number; row: unknown }[] = [];
    for (const item of rows) {
      if ("row" in item) readable.push(item);
      else read.unreadable.push({ line: item.line, reason: item.error });
    }
    const entries = readPayload({ text: JSON.stringify(readable.map(({ row }) => row)), receivedAtUs: anchorUs });
    for (const [index, entry] of entries.entries()) {
      // A row may tell of several attempts, after which only the entry itself knows of which row it is.
      const line = readable[entry.place ?? (entries.length === readable.length ? index : 0)]?.line ?? 0;
      if ("ignored" in entry) read.ignored++;
      else if ("unreadable" in entry) read.unreadable.push({ line, reason: entry.unreadable });
      else read.records.push({ line, record: entry.record });
    }
    return read;
  };
}
