import type { ArchiveRow, ArchiveValue } from "@/lib/domain/archive/archive-columns";
import type { InstantSpan } from "./attempt-conditions";

/** The file of a day's attempts. Its groups are spans of time that follow each other, both ends within them. */
export type AttemptsFile = {
  groups: readonly { rows: number; firstUs: number; lastUs: number }[];
  readGroup: (group: number, at?: readonly number[]) => Promise<ArchiveRow[]>;
  readColumns: (group: number, names: readonly string[]) => Promise<ArchiveValue[][]>;
};

/** Attempts that are in files, as one question reads them: one day at a time. */
export type ArchivedAttempts = {
  /** The days of a span that are in files now, the oldest first, and which file and how many attempts each has. */
  days: (span: InstantSpan) => Promise<readonly { day: number; file: string; rows: number }[]>;
  /** Lets `work` read a day's file; null, and the day is named as unread, where it cannot be read. */
  read: <Result>(day: number, work: (file: AttemptsFile) => Promise<Result>) => Promise<Result | null>;
  /** Names a day as unread. */
  skip: (day: number, reason: string) => void;
};

/** Where nothing is archived. */
export const NO_ARCHIVE: ArchivedAttempts = {
  days: async () => [],
  read: async () => null,
  skip: () => undefined,
};
