import type { Sql } from "postgres";
import { LOCKS } from "../advisory-locks";
import { listPartitionDays } from "./list-partition-days";
import { dayStart, partitionName } from "./partition-days";

/**
 * Makes the partitions of these days (numbers since the epoch) where they are missing, and says how many it made.
 *
 * Built aside and then attached, because CREATE … PARTITION OF would stop every reader and writer for a moment. One
 * process at a time; the others find the work done.
 */
export async function ensurePartitions(sql: Sql, days: Iterable<number>): Promise<number> {
  const wanted = new Set(days);
  for (const day of await listPartitionDays(sql)) wanted.delete(day);
  if (wanted.size === 0) return 0;

  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCKS.partitions})`;
    for (const day of await listPartitionDays(tx)) wanted.delete(day);
    for (const day of [...wanted].sort((a, b) => a - b)) {
      const name = partitionName(day);
      await tx.unsafe(
        `create table ${name} (like attempt_row including defaults including storage including compression)`,
      );
      await tx.unsafe(
        `alter table attempt_row attach partition ${name} for values from ('${dayStart(day)}') to ('${dayStart(day + 1)}')`,
      );
    }
    return wanted.size;
  });
}

/** The days from one to another, both included. */
export function* daysBetween(first: number, last: number): Generator<number> {
  for (let day = first; day <= last; day++) yield day;
}
