/** The run's own time in ms: it stands still between a stop and the next start. */
export type RunClock = {
  nowMs: () => number;
  /** Resolves once it is so late, or as soon as the signal aborts. */
  sleepUntil: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** Timers overflow beyond 24 days, and one that lasts hours drifts. */
const NAP_MS = 60_000;

/** A clock that goes on from `startMs` as real time passes. */
export function createRunClock(startMs: number): RunClock {
  const origin = performance.now() - startMs;
  const nowMs = () => performance.now() - origin;
  return {
    nowMs,
    async sleepUntil(ms, signal) {
      while (!signal.aborted && nowMs() < ms) await nap(Math.min(ms - nowMs(), NAP_MS), signal);
    },
  };
}

function nap(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal.addEventListener("abort", wake);
  });
}
