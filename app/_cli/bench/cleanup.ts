import { setTimeout as delay } from "node:timers/promises";

/** Longer than the database takes to end by force. */
const WITHIN_MS = 20_000;

export type Cleanup = {
  /** Has this done at the end, before what was added earlier; returns how to have it done now. */
  add: (undo: () => Promise<unknown>) => () => Promise<void>;
  /** Undoes everything, last first; one that fails or hangs keeps no other from it. */
  run: () => Promise<void>;
};

/** What a command must leave behind as it found it, also when a signal ends it. */
export function createCleanup(): Cleanup {
  const pending = new Set<() => Promise<unknown>>();

  async function undo(one: () => Promise<unknown>): Promise<void> {
    if (pending.delete(one)) await one();
  }

  async function run(): Promise<void> {
    for (const one of [...pending].reverse()) {
      const work = undo(one).catch((error: unknown) => console.error(error));
      await Promise.race([work, delay(WITHIN_MS, undefined, { ref: false })]);
    }
  }

  const stop = () => {
    console.error("\nStopped; cleaning up");
    void run().finally(() => process.exit(130));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  return {
    add: (one) => {
      pending.add(one);
      return () => undo(one);
    },
    run,
  };
}
