import type { Sql } from "postgres";
import { listPartitionDays } from "./list-partition-days";
import { partitionName } from "./partition-days";

/**
 * Drops the partitions of all days before `firstKeptDay` and says how many.
 *
 * Each in a transaction of its own that gives up after some seconds, since it waits for every reader of the table and
 * everybody else waits behind it; the next round tries again.
 */
export async function dropExpiredPartitions(sql: Sql, firstKeptDay: number): Promise<number> {
  const expired = (await listPartitionDays(sql)).filter((day) => day < firstKeptDay);
  for (const day of expired) {
    await sql.begin(async (tx) => {
      await tx`set local lock_timeout = '3s'`;
      await tx.unsafe(`drop table if exists ${partitionName(day)}`);
    });
  }
  return expired.length;
}
