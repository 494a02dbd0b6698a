import { setPriority } from "node:os";

const NICENESS = 5;

/**
 * Lets this thread have a core only when no thread that answers wants it: storing a burst a little later hurts nobody,
 * a router that waits for its policies does.
 */
export function yieldCores(): void {
  // Elsewhere a priority is that of the whole process.
  if (process.platform === "linux") setPriority(0, NICENESS);
}
