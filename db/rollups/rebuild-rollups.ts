import type { Sql } from "postgres";
import { isConflict } from "../database-error";
import { getRetainedDay } from "./get-retained-day";
import { listRollupDays } from "./list-rollup-days";
import { attemptsGone, rebuildDays } from "./rebuild-days";
import { beginRollupChange } from "./rollup-sql";

const TRIES_MAX = 5;

export type RebuildInput = {
  /** First and last UTC day ("2026-03-01"), both included. */
  from: string;
  to: string;
  onProgress?: (share: number, day: string, attempts: number) => void;
};

/**
 * Counts days anew from their attempts, in every level of the rollups: after damage, or after attempts were changed.
 *
 * Online: ingest and readers go on, who see a day as it was or as it is now. Folding waits for one day at a time. Throws
 * UNPROCESSABLE before anything is changed where attempts of a day are no longer all kept. Says how much it counted.
 */
export async function rebuildRollups(sql: Sql, input: RebuildInput): Promise<{ days: number; attempts: number }> {
  const days = await listRebuildDays(sql, input);
  let attempts = 0;
  for (const [index, day] of days.entries()) {
    input.onProgress?.(index / days.length, day, attempts);
    attempts += await rebuildDaysAtOnce(sql, [day]);
  }
  return { days: days.length, attempts };
}

/** The days a rebuild would count anew, or UNPROCESSABLE where it must not. */
export async function listRebuildDays(sql: Sql, input: { from: string; to: string }): Promise<string[]> {
  const days = await listRollupDays(sql, input);
  const retained = await Promise.all(days.map((day) => getRetainedDay(sql, day)));
  const gone = days.filter((_, index) => !retained[index]?.hasRaw);
  if (gone.length > 0) throw attemptsGone(gone);
  return days;
}

/**
 * Counts UTC days anew that follow on each other, and of which equally much is retained, in one transaction. Says how many attempts
 * they have.
 */
export async function rebuildDaysAtOnce(sql: Sql, days: readonly string[]): Promise<number> {
  for (let tries = 1; ; tries++) {
    try {
      return await rebuildLocked(sql, days);
    } catch (error) {
      // Expired minutes may just have been deleted, which needs no lock.
      if (!isConflict(error) || tries === TRIES_MAX) throw error;
    }
  }
}

/**
 * The lock is held by a transaction of its own: taken within, it would come after the snapshot, which would then miss
 * what somebody folded in between.
 */
async function rebuildLocked(sql: Sql, days: readonly string[]): Promise<number> {
  return sql.begin(async (holder) => {
    await holder`set local idle_in_transaction_session_timeout = 0`;
    await beginRollupChange(holder);
    return sql.begin("isolation level repeatable read", (tx) => rebuildDays(tx, days));
  });
}
