import { readdirSync } from "node:fs";
import { setPriority } from "node:os";

/** A tenth of the weight of what answers: enough to go on where nothing is asked. */
const NICENESS = 10;
/** For Linux, the thread that calls. */
const CALLING_THREAD = 0;

/**
 * Lets a thread or process have a core only when no thread that answers wants it: storing a burst a little later hurts
 * nobody, a router that waits for its policies does.
 *
 * Linux only, where a thread has a priority of its own. It counts within a cgroup, and where `sched_autogroup_enabled`
 * is 1 within a session; see sched(7).
 */
export function yieldCores(thread: number = CALLING_THREAD): void {
  if (process.platform === "linux") setPriority(thread, NICENESS);
}

/** The same for Node's own helpers, which collect garbage and inflate bodies: for the main thread, before it starts others. */
export function yieldHelperThreads(): void {
  if (process.platform !== "linux") return;
  for (const name of readdirSync("/proc/self/task")) {
    // The first thread of a process has its number.
    if (Number(name) !== process.pid) yieldCores(Number(name));
  }
}
