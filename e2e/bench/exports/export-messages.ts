import type { FocusQuery } from "@/lib/contract/focus";

/** One file of a window of a database, made so many times. */
export type ExportTask = Pick<FocusQuery, "granularity" | "format"> & {
  url: string;
  fromMs: number;
  toMs: number;
  rounds: number;
};

export type Exported = {
  rows: number;
  bytes: number;
  /** Of each round. */
  rowsPerSecond: number[];
  /** Per second of this process's processor time. */
  rowsPerCpuSecond: number[];
  /** The most that was reachable, on the heap and outside it, in a round of its own. */
  liveBytes: number;
  /** The most that the process ever had in memory, its code included. */
  residentBytes: number;
};
export type ExportReply = { kind: "exported"; exported: Exported } | { kind: "failed"; message: string };
