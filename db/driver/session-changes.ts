import type { Sql } from "postgres";

type Changes = { count: number };
const changesOf = new WeakMap<Sql, Changes>();

/** To be called with a client and what is counted up whenever a session of it begins or ends. */
export function watchSessions(sql: Sql, changes: Changes): void {
  changesOf.set(sql, changes);
}

/**
 * How often a session of a client began or ended so far.
 *
 * As long as it stays the same, whoever reads or writes meets the very server that was met before: one that crashed, was
 * restored or gave way to a standby has ended every session, and may have forgotten what it had committed last.
 */
export function sessionChanges(sql: Sql): number {
  return changesOf.get(sql)?.count ?? 0;
}
