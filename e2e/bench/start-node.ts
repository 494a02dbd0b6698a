import { type ChildProcess, fork } from "node:child_process";
import { childEnv } from "@/db/embedded/run";
import type { Cleanup } from "./cleanup";
import { stopChild } from "./launch-product";

/** Whatever has what is started ended with it. */
export type Cleaned = { cleanup: Cleanup };
export type Started = { child: ChildProcess; stop: () => Promise<void> };

/** Runs a script as a process of its own with these flags, to talk with by messages; it ends with the bench at the latest. */
export function startNode(bench: Cleaned, script: string, flags: readonly string[]): Started {
  const child = fork(script, { execArgv: [...flags], env: childEnv() });
  return { child, stop: bench.cleanup.add(() => stopChild(child)) };
}
