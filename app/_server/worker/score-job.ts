import type { Sql } from "@/db/client";
import { searchPending } from "@/db/scores/search-pending";
import { searchRetained } from "@/db/scores/search-retained";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/time/units";
import type { Job } from "./run-jobs";

type Input = { sql: Sql; rawDays: number };

/** Finds the attempts of scores that were just stored, and of those whose attempts come after them. */
export function scoreJob({ sql, rawDays }: Input): Job {
  return {
    name: "match-scores",
    everyMs: SECOND_MS,
    run: async () => {
      const { hasMore } = await searchPending(sql, { now: new Date(), rawDays });
      return hasMore ? "more" : "done";
    },
  };
}

/** Searches everything that is retained for the attempts of those that were not found; it takes minutes, once a night. */
export function scoreNightJob({ sql }: Pick<Input, "sql">): Job {
  return {
    name: "search-scores",
    everyMs: MINUTE_MS,
    run: async () => {
      await searchRetained(sql, { now: new Date() });
      return "done";
    },
  };
}
