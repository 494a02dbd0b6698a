import type { importRun } from "@/db/schema/import-runs";
import type { ImportOptions, ImportRun } from "@/lib/contract/imports";

/** An import as the code that runs it needs it. */
export type ImportState = {
  key: string;
  anchorUs: number;
  options: ImportOptions | null;
  rowsDone: number;
  isFinished: boolean;
  run: ImportRun;
};

export function toImportState(row: typeof importRun.$inferSelect): ImportState {
  const { key, anchorUs, options, rowsDone } = row;
  return { key, anchorUs, options, rowsDone, isFinished: row.finishedAt !== null, run: toImportRun(row) };
}

export function toImportRun(row: typeof importRun.$inferSelect): ImportRun {
  const instant = (text: string) => new Date(text).toISOString();
  return {
    id: row.key,
    file_name: row.fileName,
    options: row.options,
    actor: row.actor,
    started_at: instant(row.startedAt),
    moved_at: instant(row.movedAt),
    finished_at: row.finishedAt && instant(row.finishedAt),
    rows_done: row.rowsDone,
    offset_done: row.offsetDone,
    next_line: row.nextLine,
    accepted: row.accepted,
    duplicates: row.duplicates,
    rejected: row.rejected,
    ignored: row.ignored,
  };
}
