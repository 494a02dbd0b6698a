import { setTimeout as delay } from "node:timers/promises";

/** A clock that runs faster or slower than the real one. */
export type SimulatedClock = {
  /** Since the clock was started. */
  nowMs: () => number;
  /** How long simulated time takes. */
  realMs: (ms: number) => number;
  /** Waits for simulated time; rejects as soon as the signal aborts. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** Timers of Node take at least a millisecond, and overflow beyond 24 days. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A clock of which `scale` real seconds are a simulated one: with 0.01, two minutes take 1.2 seconds. */
export function createClock(scale: number): SimulatedClock {
  const startedMs = performance.now();
  const realMs = (ms: number) => ms * scale;
  return {
    realMs,
    nowMs: () => (performance.now() - startedMs) / scale,
    wait: async (ms, signal) => {
      signal.throwIfAborted();
      if (ms > 0) await delay(Math.min(realMs(ms), MAX_TIMER_MS), undefined, { signal });
    },
  };
}
