import { drainBreakerFeed } from "@/db/breaker/drain-breaker-feed";
import type { Db } from "@/db/client";
import type { Job } from "./run-jobs";

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
