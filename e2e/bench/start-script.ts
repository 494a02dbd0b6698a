import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { childEnv } from "@/db/embedded/run";
import type { Bench } from "./open-bench";
import { stopChild } from "./start-product";

/** Runs one of this folder's scripts as a process of its own, to talk with by messages. */
export function startScript(
  bench: Bench,
  name: string,
  flags: readonly string[] = [],
): { child: ChildProcess; stop: () => Promise<void> } {
  const script = fileURLToPath(new URL(`./${name}`, import.meta.url));
  const child = fork(script, { execArgv: [...flags, "--import", "tsx"], env: childEnv() });
  return { child, stop: bench.cleanup.add(() => stopChild(child)) };
}
