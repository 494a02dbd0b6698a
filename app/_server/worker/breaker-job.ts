import { drainBreakerFeed } from "@/db/breaker/drain-breaker-feed";
import type { Db } from "@/db/client";
import type { Job } from "./run-jobs";

// A decision takes what has come since, and must not wait for seconds of attempts to be judged.
const EVERY_MS = 500;

/** Keeps breakers going, and their failovers on record, where nobody asks for decisions. */
export function breakerJob(db: Db): Job {
  return {
    name: "breakers",
    everyMs: EVERY_MS,
    run: async () => {
      await drainBreakerFeed(db);
      return "done";
    },
  };
}
