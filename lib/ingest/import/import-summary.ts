import type { IngestReply } from "@/lib/contract/log-record";
import { sayError } from "../record-errors";

export type RejectReason = { reason: string; count: number; firstLines: number[] };

export type ImportSummary = {
  read: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  /** Rows that are no attempt, in the formats of other tools. */
  ignored: number;
  /** Most frequent first; a row with two faults counts in both. */
  reasons: RejectReason[];
  ignoredColumns: string[];
};

const LINES_SHOWN = 3;

/** Adds up an import as it goes. */
export function createSummary() {
  const totals = { read: 0, accepted: 0, duplicates: 0, rejected: 0, ignored: 0 };
  const reasons = new Map<string, RejectReason>();
  const ignored = new Set<string>();

  function addReason(reason: string, line: number) {
    const known = reasons.get(reason) ?? { reason, count: 0, firstLines: [] };
    reasons.set(reason, known);
    known.count += 1;
    if (known.firstLines.length < LINES_SHOWN) known.firstLines.push(line);
  }

  return {
    totals: () => ({ ...totals }),
    ignore: (column: string) => ignored.add(column),
    addRead: () => {
      totals.read += 1;
    },
    addIgnored: () => {
      totals.ignored += 1;
    },
    addUnreadable: (reason: string, line: number) => {
      totals.rejected += 1;
      addReason(reason, line);
    },
    /** `lines[i]` is the line of the record that was sent as the i-th. */
    addReply: (reply: IngestReply, lines: readonly number[]) => {
      totals.accepted += reply.accepted;
      totals.duplicates += reply.duplicates;
      totals.rejected += reply.rejected.length;
      for (const { index, errors } of reply.rejected) {
        for (const error of errors) addReason(sayError(error), lines[index] ?? 0);
      }
    },
    result: (): ImportSummary => ({
      ...totals,
      reasons: [...reasons.values()].sort((a, b) => b.count - a.count),
      ignoredColumns: [...ignored],
    }),
  };
}
