import type { Sql } from "postgres";
import { sqlState } from "@/db/database-error";
import { raiseMark } from "@/db/retention/advance-mark";
import { isArchived, listRestoredDays } from "./is-archived";
import { isDaySettled } from "./is-day-settled";
import { listPartitionDays } from "./list-partition-days";
import { noteDropped } from "./note-dropped";
import { dayStart, partitionName } from "./partition-days";

/** A lock that was not to be had, or a look that took too long under it. */
const GIVES_UP = new Set(["55P03", "57014"]);

/**
 * Drops the partitions of all days before `firstRetainedDay`, as far as nobody is reading, and says how many; a later call
 * tries the rest again. Where attempts are archived, a day goes only when its file has the very rows of the partition; days that
 * were restored stay for their time.
 *
 * A drop waits for every transaction that has read the table, and all that come after it wait behind it, ingest too. So
 * it gives up after a fifth of a second: no post is held up longer, however long a reader takes. Detaching concurrently
 * would hold up nobody, but it is no transaction: a crash leaves a half-detached day which has to be finished by hand.
 */
export async function dropExpiredPartitions(
  sql: Sql,
  firstRetainedDay: number,
  { isArchiving = false }: { isArchiving?: boolean } = {},
): Promise<number> {
  const expired = (await listPartitionDays(sql)).filter((day) => day < firstRetainedDay);
  if (expired.length === 0) return 0;
  await raiseMark(sql, { mark: "raw_from", from: dayStart(firstRetainedDay) });
  const restored = await listRestoredDays(sql);
  let dropped = 0;
  for (const day of expired) {
    if (restored.has(day) || !(await isDaySettled(sql, day))) continue;
    try {
      await sql.begin(async (tx) => {
        await tx`set local lock_timeout = '200ms'`;
        // Writers of this day alone wait while it is compared with its file; others only for what follows.
        if (isArchiving && !(await isArchived(tx, day))) return;
        await tx`set local statement_timeout = '200ms'`;
        // Before looking once more: whoever was adding to the day has then committed.
        await tx`lock table only attempt_row in access exclusive mode`;
        if (!(await isDaySettled(tx, day))) return;
        await tx.unsafe(`drop table if exists ${partitionName(day)}`);
        await noteDropped(tx, day);
        dropped++;
      });
    } catch (error) {
      if (GIVES_UP.has(sqlState(error) ?? "")) return dropped;
      throw error;
    }
  }
  return dropped;
}
