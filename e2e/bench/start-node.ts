import { type ChildProcess, fork } from "node:child_process";
import { childEnv } from "@/db/embedded/run";
import type { Bench } from "./open-bench";
import { stopChild } from "./start-product";

export type Started = { child: ChildProcess; stop: () => Promise<void> };

/** Runs a script as a process of its own with these flags, to talk with by messages; it ends with the bench at the latest. */
export function startNode(bench: Bench, script: string, flags: readonly string[]): Started {
  const child = fork(script, { execArgv: [...flags], env: childEnv() });
  return { child, stop: bench.cleanup.add(() => stopChild(child)) };
}
