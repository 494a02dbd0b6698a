import type { FileHandle } from "node:fs/promises";
import type { Result } from "./result";

export type ResultWriter = {
  /** Resolves once the line is on disk. */
  append: (result: Result) => Promise<void>;
  close: () => Promise<void>;
};

type Waiting = { line: string; resolve: () => void; reject: (error: unknown) => void };

/** Appends results to a file; those that come while the disk is busy are written and synced together. */
export function createResultWriter(file: Pick<FileHandle, "appendFile" | "datasync" | "close">): ResultWriter {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  /** After a write that failed half-way, whatever followed would stand behind half a line. */
  let failure: { error: unknown } | null = null;
  const writeAll = async () => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        if (failure) throw failure.error;
        await file.appendFile(batch.map(({ line }) => line).join(""));
        await file.datasync();
        for (const { resolve } of batch) resolve();
      } catch (error) {
        failure = { error };
        for (const { reject } of batch) reject(error);
      }
    }
    writing = null;
  };
  return {
    append: (result) =>
      new Promise<void>((resolve, reject) => {
        waiting.push({ line: `${JSON.stringify(result)}\n`, resolve, reject });
        writing ??= writeAll();
      }),
    async close() {
      await writing;
      await file.close();
    },
  };
}
