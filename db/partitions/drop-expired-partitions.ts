import type { Sql } from "postgres";
import { sqlState } from "@/db/ingest/database-error";
import { raiseMark } from "@/db/rollups/advance-mark";
import { listPartitionDays } from "./list-partition-days";
import { dayStart, partitionName } from "./partition-days";

const LOCK_NOT_AVAILABLE = "55P03";

/**
 * Drops the partitions of all days before `firstKeptDay`, as far as nobody is reading, and says how many; a later call
 * tries the rest again.
 *
 * A drop waits for every transaction that has read the table, and all that come after it wait behind it, ingest too. So
 * it gives up after a fifth of a second: no post is held up longer, however long a reader takes. Detaching concurrently
 * would hold up nobody, but it is no transaction: a crash leaves a half-detached day which has to be finished by hand.
 */
export async function dropExpiredPartitions(sql: Sql, firstKeptDay: number): Promise<number> {
  const expired = (await listPartitionDays(sql)).filter((day) => day < firstKeptDay);
  if (expired.length === 0) return 0;
  await raiseMark(sql, { mark: "raw_from", from: dayStart(firstKeptDay) });
  for (const [dropped, day] of expired.entries()) {
    try {
      await sql.begin(async (tx) => {
        await tx`set local lock_timeout = '200ms'`;
        await tx.unsafe(`drop table if exists ${partitionName(day)}`);
      });
    } catch (error) {
      if (sqlState(error) === LOCK_NOT_AVAILABLE) return dropped;
      throw error;
    }
  }
  return expired.length;
}
