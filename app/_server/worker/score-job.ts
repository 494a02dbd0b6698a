import type { Sql } from "@/db/client";
import { searchPending } from "@/db/scores/search-pending";
import { MINUTE_MS } from "@/lib/domain/time/units";
import type { Job } from "./run-jobs";

/** Finds the attempts of scores that came before them, or without saying when they were. */
export function scoreJob({ sql, rawDays }: { sql: Sql; rawDays: number }): Job {
  return {
    name: "match-scores",
    everyMs: MINUTE_MS,
    run: async () => {
      const { hasMore } = await searchPending(sql, { now: new Date(), rawDays });
      return hasMore ? "more" : "done";
    },
  };
}
