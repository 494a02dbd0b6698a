import type { RunClock } from "../run-clock";

type Sleeper = { atMs: number; order: number; wake: () => void };

/** A clock whose time passes only when nothing else can happen, and then at once. */
export function createVirtualClock(
  startMs = 0,
): RunClock & { delay: (ms: number) => Promise<void>; run: <T>(work: Promise<T>) => Promise<T> } {
  let now = startMs;
  let order = 0;
  const sleepers: Sleeper[] = [];
  const sleep = (atMs: number) =>
    new Promise<void>((resolve) => sleepers.push({ atMs, order: order++, wake: resolve }));
  return {
    nowMs: () => now,
    sleepUntil: async (ms, signal) => {
      if (!signal.aborted && ms > now) await sleep(ms);
    },
    delay: (ms) => sleep(now + ms),
    async run(work) {
      let isOver = false;
      const end = () => {
        isOver = true;
      };
      work.then(end, end);
      while (!isOver) {
        // All promises that can settle have settled by the next turn of the event loop.
        await new Promise((resolve) => setImmediate(resolve));
        sleepers.sort((a, b) => a.atMs - b.atMs || a.order - b.order);
        const next = sleepers.shift();
        if (!next) continue;
        now = next.atMs;
        next.wake();
      }
      return work;
    },
  };
}
