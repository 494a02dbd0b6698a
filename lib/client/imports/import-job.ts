import type { ImportInput, ImportProgress, ImportRequest, ImportResult } from "./import-file";

/** An import of this tab, which goes on whatever page is looked at, and what became of it. */
export type ImportJob = { request: ImportRequest; progress: ImportProgress | null } & (
  | { state: "running" | "stopped" }
  | { state: "done"; result: ImportResult }
  | { state: "failed"; error: Error }
);

/** Runs one import at a time, and reports its progress to every listener. */
export function createImportJobs(run: (input: ImportInput) => Promise<ImportResult>) {
  let job: ImportJob | null = null;
  let stopping = new AbortController();
  const listeners = new Set<() => void>();
  const set = (next: ImportJob | null) => {
    job = next;
    for (const listener of listeners) listener();
  };

  async function start(request: ImportRequest): Promise<void> {
    if (job?.state === "running") return;
    const controller = new AbortController();
    stopping = controller;
    let progress: ImportProgress | null = null;
    set({ request, progress, state: "running" });
    try {
      const onProgress = (next: ImportProgress) => {
        progress = next;
        set({ request, progress, state: "running" });
      };
      const result = await run({ ...request, signal: controller.signal, onProgress });
      set({ request, progress, state: "done", result });
    } catch (error) {
      if (controller.signal.aborted) set({ request, progress, state: "stopped" });
      else
        set({ request, progress, state: "failed", error: error instanceof Error ? error : new Error(String(error)) });
    }
  }

  return {
    get: () => job,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start,
    /** Ends it before its next piece; what was sent stays. */
    stop: () => stopping.abort(),
    /** Forgets what became of the last one. */
    clear: () => {
      if (job !== null && job.state !== "running") set(null);
    },
  };
}

/** The import of this tab. */
export const importJobs = createImportJobs(async (input) => (await import("./import-file")).importFile(input));
