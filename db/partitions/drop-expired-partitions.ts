import type { Sql, TransactionSql } from "postgres";
import { sqlState } from "@/db/database-error";
import { raiseMark } from "@/db/retention/advance-mark";
import { theRow } from "@/db/the-row";
import { listPartitionDays } from "./list-partition-days";
import { dayStart, partitionName } from "./partition-days";

/** A lock that was not to be had, or a look that took too long under it. */
const GIVES_UP = new Set(["55P03", "57014"]);

/**
 * Drops the partitions of all days before `firstRetainedDay`, as far as nobody is reading, and says how many; a later call
 * tries the rest again.
 *
 * A drop waits for every transaction that has read the table, and all that come after it wait behind it, ingest too. So
 * it gives up after a fifth of a second: no post is held up longer, however long a reader takes. Detaching concurrently
 * would hold up nobody, but it is no transaction: a crash leaves a half-detached day which has to be finished by hand.
 */
export async function dropExpiredPartitions(sql: Sql, firstRetainedDay: number): Promise<number> {
  const expired = (await listPartitionDays(sql)).filter((day) => day < firstRetainedDay);
  if (expired.length === 0) return 0;
  await raiseMark(sql, { mark: "raw_from", from: dayStart(firstRetainedDay) });
  let dropped = 0;
  for (const day of expired) {
    if (await isStillNeeded(sql, day)) continue;
    try {
      await sql.begin(async (tx) => {
        await tx`set local lock_timeout = '200ms'`;
        await tx`set local statement_timeout = '200ms'`;
        // Before looking once more: whoever was adding to the day has then committed.
        await tx`lock table only attempt_row in access exclusive mode`;
        if (await isStillNeeded(tx, day)) return;
        await tx.unsafe(`drop table if exists ${partitionName(day)}`);
        dropped++;
      });
    } catch (error) {
      if (GIVES_UP.has(sqlState(error) ?? "")) return dropped;
      throw error;
    }
  }
  return dropped;
}

/**
 * Whether sums of a day's attempts are still being worked out of them: records of it are not sealed yet, or history is just
 * being imported, of which the next rows may be of the same minutes.
 */
async function isStillNeeded(sql: Sql | TransactionSql, day: number): Promise<boolean> {
  const [from, to] = [dayStart(day), dayStart(day + 1)];
  const { needed } = theRow(
    await sql<{ needed: boolean }[]>`
    select exists(select from rollup_fresh where starts_at >= ${from}::timestamptz and starts_at < ${to}::timestamptz)
      or exists(select from rollup_delta d, unnest(d.starts_at) at where at >= ${from}::timestamptz and at < ${to}::timestamptz)
      or exists(select from import_run where finished_at is null and moved_at > now() - interval '10 minutes') as needed`,
  );
  return needed;
}
