import { setImmediate } from "node:timers/promises";
import type { Tracking } from "./tracking";

/** Takes work from step to step, and lets other work of its thread in between; throws the signal's reason. */
export async function stepping<Result>(
  steps: Generator<number, Result>,
  { signal, onProgress }: Tracking,
): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    onProgress(step.value);
    await setImmediate();
    signal.throwIfAborted();
  }
}
