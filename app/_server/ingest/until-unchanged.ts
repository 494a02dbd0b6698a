import { setTimeout as delay } from "node:timers/promises";
import { TraceChanged } from "@/db/traces/trace-changed";
import { AppError } from "@/lib/contract/error";

/** Of posts that change one trace or request at the same time, one wins each round. */
const TRIES_MAX = 20;
const PAUSE_MS = 5;
const RETRY_AFTER_SECONDS = 1;

/** Runs what reads and stores traces again until no other post changed them in between; UNAVAILABLE where one always does. */
export async function untilUnchanged<T>(store: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await store();
    } catch (error) {
      if (!(error instanceof TraceChanged)) throw error;
      if (tries === TRIES_MAX) break;
      await delay(Math.random() * PAUSE_MS * tries);
    }
  }
  throw new AppError("UNAVAILABLE", "Too many posts change the same trace at once", {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
