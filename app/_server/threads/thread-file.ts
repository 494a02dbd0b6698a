import { existsSync } from "node:fs";
import { isProduction } from "@/lib/env";

/** Inside Next's build, so that a new build leaves no old thread behind. */
export const THREADS_BUILT = "./.next/threads";

/** Each thread's source, relative to the working directory, which is the project's root. */
export const THREAD_SOURCES = {
  "ingest-thread": "./app/_server/ingest/ingest-thread.ts",
  "worker-thread": "./app/_server/worker/worker-thread.ts",
  "backtest-thread": "./app/_server/backtest/backtest-thread.ts",
  "reprice-thread": "./app/_server/reprice/reprice-thread.ts",
  "read-thread": "./app/_server/reads/read-thread.ts",
  "detector-thread": "./app/_server/detectors/detector-thread.ts",
  "export-thread": "./app/_server/exports/export-thread.ts",
} as const;
export type ThreadName = keyof typeof THREAD_SOURCES;

const BOOT = "./app/_server/threads/boot.mjs";

/** The script that runs a thread: the built one in production, the source through tsx in development and tests. */
export function threadFile(name: ThreadName): { script: string; source?: string } {
  const built = `${THREADS_BUILT}/${name}.mjs`;
  if (isProduction() && existsSync(built)) return { script: built };
  return { script: BOOT, source: THREAD_SOURCES[name] };
}
