/**
 * How long the rest of a run takes if it goes on as in this session, in ms; null before anything is done, and without an end.
 *
 * The run ends with its requests or its duration, whichever comes first.
 */
export function timeLeftMs(session: {
  elapsedMs: number;
  /** Calls of this session, and those left of all; null where the run has no number of requests. */
  done: number;
  left: number | null;
  /** Of the plan's duration; null where it has none. */
  durationLeftMs: number | null;
}): number | null {
  const { elapsedMs, done, left, durationLeftMs } = session;
  const byRequests = left === null || done === 0 ? null : (left * elapsedMs) / done;
  if (byRequests === null) return durationLeftMs;
  return durationLeftMs === null ? byRequests : Math.min(byRequests, durationLeftMs);
}
