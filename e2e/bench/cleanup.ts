import { setTimeout as delay } from "node:timers/promises";

/** Longer than the database takes to end by force. */
const WITHIN_MS = 20_000;
// npm and tsx pass on a Ctrl-C which the terminal has sent us already.
const REPEATED_SIGNAL_MS = 1_500;

export type Cleanup = {
  /** Has this done at the end, before what was added earlier; returns how to have it done now. */
  add: (undo: () => Promise<unknown>) => () => Promise<void>;
  /** Undoes everything, last first, once; one that fails or hangs keeps no other from it. */
  run: () => Promise<void>;
};

/** What a command must leave behind as it found it, also when a signal ends it. */
export function createCleanup(): Cleanup {
  const pending = new Set<() => Promise<unknown>>();

  async function undo(one: () => Promise<unknown>): Promise<void> {
    if (pending.delete(one)) await one();
  }

  let running: Promise<void> | undefined;
  // What a signal interrupts fails, comes here too, and must not end the process before all is undone.
  const run = () => {
    running ??= undoAll();
    return running;
  };

  async function undoAll(): Promise<void> {
    for (const one of [...pending].reverse()) {
      const work = undo(one).catch((error: unknown) => console.error(error));
      await Promise.race([work, delay(WITHIN_MS, undefined, { ref: false })]);
    }
  }

  let since: number | undefined;
  const stop = () => {
    if (since !== undefined) {
      if (Date.now() - since > REPEATED_SIGNAL_MS) process.exit(1);
      return;
    }
    since = Date.now();
    console.error("\nStopped; cleaning up");
    void run().finally(() => process.exit(130));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return {
    add: (one) => {
      pending.add(one);
      return () => undo(one);
    },
    run,
  };
}
