import { existsSync } from "node:fs";
import { isProduction } from "@/lib/env";

/** Relative to the working directory, which is the project's root. */
export const THREADS_SOURCE = "./app/_server/threads";
/** Inside Next's build, so that a new build leaves no old thread behind. */
export const THREADS_BUILT = "./.next/threads";

export const THREAD_NAMES = ["ingest-thread", "worker-thread", "backtest-thread", "read-thread"] as const;
export type ThreadName = (typeof THREAD_NAMES)[number];

/** The script that runs a thread: the built one in production, the source through tsx in development and tests. */
export function threadFile(name: ThreadName): { script: string; source?: string } {
  const built = `${THREADS_BUILT}/${name}.mjs`;
  if (isProduction() && existsSync(built)) return { script: built };
  return { script: `${THREADS_SOURCE}/boot.mjs`, source: `${THREADS_SOURCE}/${name}.ts` };
}
