import type { FileRow } from "./read-rows";

/** Some rows of a file in its order; `from` counts the rows before them. */
export type RowBatch = { from: number; rows: readonly FileRow[] };

/** A batch on its way into the store. */
export type TakenBatch = RowBatch & {
  isLast: boolean;
  /** Where in the file the next row begins, in bytes and lines. */
  place?: { offset: number; line: number };
};

/** What rows say: records as a router would send them, rows that are none, and those that cannot be read. */
export type ReadBatch = {
  records: { line: number; record: Record<string, unknown> }[];
  unreadable: { line: number; reason: string }[];
  /** Rows that are no attempt, in the formats of other tools. */
  ignored: number;
  ignoredColumns: string[];
};

export type BatchReader = (batch: RowBatch) => ReadBatch;
