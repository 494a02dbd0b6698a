import type { IngestReply } from "@/lib/contract/log-record";
import { describeError } from "../record-errors";
import type { ReadBatch } from "./row-batch";

export type ReasonCount = { reason: string; count: number; firstLines: number[] };

export type ImportSummary = {
  read: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  /** Rows that are no attempt, in the formats of other tools. */
  ignored: number;
  /** Most frequent first; a row with two faults counts in both. */
  reasons: ReasonCount[];
  ignoredColumns: string[];
};

const LINES_SHOWN = 3;

/** Adds up an import as it goes. */
export function createSummary() {
  const totals = { read: 0, accepted: 0, duplicates: 0, rejected: 0, ignored: 0 };
  const reasons = new Map<string, ReasonCount>();
  const ignoredColumns = new Set<string>();

  function addReason(reason: string, line: number) {
    const known = reasons.get(reason) ?? { reason, count: 0, firstLines: [] };
    reasons.set(reason, known);
    known.count += 1;
    if (known.firstLines.length < LINES_SHOWN) known.firstLines.push(line);
  }

  return {
    totals: () => ({ ...totals }),
    /** So many rows, what they said, and what became of the records among them. */
    addBatch: (rows: number, read: ReadBatch, reply: IngestReply) => {
      totals.read += rows;
      totals.ignored += read.ignored;
      totals.accepted += reply.accepted;
      totals.duplicates += reply.duplicates;
      totals.rejected += read.unreadable.length + reply.rejected.length;
      for (const { line, reason } of read.unreadable) addReason(reason, line);
      for (const { index, errors } of reply.rejected) {
        for (const error of errors) addReason(describeError(error), read.records[index]?.line ?? 0);
      }
      for (const column of read.ignoredColumns) ignoredColumns.add(column);
    },
    result: (): ImportSummary => ({
      ...totals,
      reasons: [...reasons.values()].sort((a, b) => b.count - a.count),
      ignoredColumns: [...ignoredColumns],
    }),
  };
}
